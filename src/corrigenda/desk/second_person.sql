-- Nothing is public without a second person (T5), and what is public does not change silently.
-- These triggers hold for every way in: screens, API, commands, bulk updates and plain SQL.
-- The file can be run again at any time. Whoever changes it adds a migration that runs it; see desk/migrations.

CREATE OR REPLACE FUNCTION corrigenda_refuse(sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = sentence;
END $$;

-- How many independent sources there are: different hosts of links that have a quote. "www." makes no difference.
CREATE OR REPLACE FUNCTION corrigenda_sources(wanted bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT count(DISTINCT regexp_replace(substring(lower(e.url) from '^https?://(?:[^/?#]*@)?([^/:?#]+)'),
                                                 '^www\.|\.$', '', 'g'))
            FROM claims_evidence e WHERE e.fact_check_id = wanted AND e.quote ~ '\S');
END $$;
-- What a fact-check says, all of it: a column that is added later is content unless it is named here as bookkeeping.
CREATE OR REPLACE FUNCTION corrigenda_content(fc claims_factcheck) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT to_jsonb(fc) - ARRAY['id', 'public_id', 'origin', 'publisher_id', 'state', 'version', 'edited_by_id',
        'created_at', 'updated_at', 'published_at', 'retracted_at', 'amends_id', 'amends_version']
$$;

-- What is still missing before a fact-check may be sent for sign-off; null when nothing is.
-- An explainer has neither claim nor rating.
CREATE OR REPLACE FUNCTION corrigenda_missing(fc claims_factcheck) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF fc.amends_id IS NOT NULL AND fc.public_reason !~ '\S' THEN RETURN 'a reason that readers can read'; END IF;
    IF fc.amendment_kind = 'retraction' THEN RETURN NULL; END IF;
    IF fc.title !~ '\S' THEN RETURN 'a title'; END IF;
    IF fc.summary !~ '\S' THEN RETURN 'a summary'; END IF;
    IF fc.kind = 'explainer' AND fc.body !~ '\S' THEN RETURN 'a text'; END IF;
    IF fc.kind = 'fact_check' AND fc.rating_id IS NULL THEN RETURN 'a rating'; END IF;
    IF fc.kind = 'fact_check' AND NOT EXISTS (
        SELECT 1 FROM claims_claim c WHERE c.id = fc.claim_id AND c.text ~ '\S') THEN
        RETURN 'a claim';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM claims_evidence e
                   WHERE e.fact_check_id = fc.id AND e.quote ~ '\S' AND e.url ~ '\S') THEN
        RETURN 'evidence: at least one link with a quote';
    END IF;
    IF fc.sources_reason !~ '\S' AND corrigenda_sources(fc.id) < 2 THEN
        RETURN 'a second independent source, or the reason why one is enough';
    END IF;
    IF fc.amendment_kind = 'update' AND fc.rating_id IS DISTINCT FROM
        (SELECT o.rating_id FROM claims_factcheck o WHERE o.id = fc.amends_id) THEN
        RETURN 'the same rating: where the finding changes, it is a correction';
    END IF;
    RETURN NULL;
END $$;

-- How a fact-check of the desk begins: as a draft, of its own or of what is published already.
CREATE OR REPLACE FUNCTION corrigenda_check_beginning(fc claims_factcheck) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    amended claims_factcheck;
BEGIN
    IF fc.state <> 'draft' OR fc.version <> 1 OR fc.published_at IS NOT NULL OR fc.retracted_at IS NOT NULL THEN
        PERFORM corrigenda_refuse('A fact-check of the desk begins as a draft.');
    END IF;
    IF fc.edited_by_id IS NULL THEN
        PERFORM corrigenda_refuse('A fact-check of the desk names who wrote it.');
    END IF;
    IF fc.amends_id IS NOT NULL THEN
        SELECT * INTO amended FROM claims_factcheck WHERE id = fc.amends_id FOR SHARE;
        IF amended.origin <> 'desk' OR amended.state <> 'published' OR amended.version <> fc.amends_version
            OR amended.lang <> fc.lang THEN
            PERFORM corrigenda_refuse('Only what this desk has published, as it stands now, can be amended.');
        END IF;
    END IF;
END $$;

-- What a published fact-check becomes when a signed amendment of exactly its version comes into force.
CREATE OR REPLACE FUNCTION corrigenda_amended(fc claims_factcheck) RETURNS claims_factcheck LANGUAGE plpgsql AS $$
DECLARE
    amendment claims_factcheck;
    amended claims_factcheck := fc;
BEGIN
    SELECT * INTO amendment FROM claims_factcheck
    WHERE amends_id = fc.id AND state = 'applied' AND amends_version = fc.version;
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF amendment.amendment_kind = 'retraction' THEN
        amended.state := 'retracted';
        amended.retracted_at := clock_timestamp();
    ELSE
        amended := jsonb_populate_record(
            fc, corrigenda_content(amendment) - ARRAY['amendment_kind', 'public_reason', 'lang',
                                                       'kind', 'translation_of_id']);
    END IF;
    amended.version := fc.version + 1;
    amended.edited_by_id := amendment.edited_by_id;
    amended.updated_at := clock_timestamp();
    RETURN amended;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_check_step(fc claims_factcheck, old_state text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    missing text;
BEGIN
    IF (old_state, fc.state) NOT IN (('draft', 'waiting'), ('waiting', 'draft'), ('waiting', 'signed_off'),
                                     ('signed_off', 'draft'), ('signed_off', 'published'),
                                     ('signed_off', 'applied'), ('draft', 'dropped'))
        OR fc.state = 'published' AND fc.amends_id IS NOT NULL
        OR fc.state IN ('applied', 'dropped') AND fc.amends_id IS NULL THEN
        PERFORM corrigenda_refuse(format('A fact-check does not go from %s to %s.', old_state, fc.state));
    END IF;
    IF fc.state IN ('draft', 'dropped') THEN RETURN; END IF;
    missing := corrigenda_missing(fc);
    IF missing IS NOT NULL THEN
        PERFORM corrigenda_refuse(format('Still missing: %s.', missing));
    END IF;
    IF fc.state IN ('signed_off', 'published', 'applied') AND NOT EXISTS (
        SELECT 1 FROM desk_signoff s WHERE s.fact_check_id = fc.id AND s.version = fc.version) THEN
        PERFORM corrigenda_refuse('A second person has not signed this version.');
    END IF;
    IF fc.amends_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM claims_factcheck o
        WHERE o.id = fc.amends_id AND o.state = 'published' AND o.version = fc.amends_version) THEN
        PERFORM corrigenda_refuse('Only what this desk has published, as it stands now, can be amended.');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_guard_fact_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    amended claims_factcheck;
    content_changed boolean := false;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.origin = 'desk' THEN
            PERFORM corrigenda_refuse('A fact-check of the desk is never deleted.');
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.origin = 'imported' AND NEW.state <> 'published' THEN
        PERFORM corrigenda_refuse('An imported fact-check is published already, by its publisher.');
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.origin = 'desk' THEN PERFORM corrigenda_check_beginning(NEW); END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.origin, NEW.public_id, NEW.amends_id, NEW.amends_version)
        IS DISTINCT FROM (OLD.id, OLD.origin, OLD.public_id, OLD.amends_id, OLD.amends_version) THEN
        PERFORM corrigenda_refuse('Whose fact-check it is, and its id, never change.');
    END IF;
    IF (NEW.kind, NEW.translation_of_id) IS DISTINCT FROM (OLD.kind, OLD.translation_of_id) THEN
        PERFORM corrigenda_refuse('A fact-check stays one, an explainer too, and a translation that of its original.');
    END IF;
    IF NEW.origin = 'imported' THEN
        RETURN NEW;
    END IF;
    -- Only a trigger of this file gets here from within another one: an amendment comes into force.
    IF OLD.state = 'published' AND pg_trigger_depth() > 1 THEN
        amended := corrigenda_amended(OLD);
        IF amended.id IS NOT NULL THEN RETURN amended; END IF;
    END IF;

    content_changed := corrigenda_content(NEW) <> corrigenda_content(OLD);
    -- An editor looked at it again and it still stands: only the date by which to look once more moves.
    IF content_changed AND OLD.state = 'published' AND NEW.state = 'published'
        AND corrigenda_content(NEW) - 'review_by' = corrigenda_content(OLD) - 'review_by' AND NEW.review_by = (
            SELECT r.until FROM desk_review r WHERE r.fact_check_id = OLD.id AND r.version = OLD.version
            ORDER BY r.id DESC LIMIT 1) THEN
        content_changed := false;
    END IF;
    IF content_changed AND (OLD.state <> 'draft' OR NEW.state <> 'draft') THEN
        PERFORM corrigenda_refuse('Only a draft can be changed. Take it back to draft first.');
    END IF;
    IF NEW.edited_by_id IS NULL THEN
        PERFORM corrigenda_refuse('A fact-check of the desk names who wrote it.');
    END IF;
    -- The version is the database's to count: once up with every change of content, with every new editor, and
    -- when a trigger below says that evidence or claim changed: an earlier sign-off never covers later words.
    NEW.version := OLD.version;
    IF content_changed OR NEW.edited_by_id <> OLD.edited_by_id OR pg_trigger_depth() > 1 THEN
        IF OLD.state <> 'draft' THEN
            PERFORM corrigenda_refuse('Only a draft can be changed. Take it back to draft first.');
        END IF;
        NEW.version := OLD.version + 1;
    END IF;

    IF NEW.state <> OLD.state THEN
        PERFORM corrigenda_check_step(NEW, OLD.state);
    END IF;
    IF (NEW.state IN ('published', 'retracted')) <> (NEW.published_at IS NOT NULL) THEN
        PERFORM corrigenda_refuse('A fact-check has a publication date when it is published, and only then.');
    END IF;
    IF OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at
        OR NEW.retracted_at IS DISTINCT FROM OLD.retracted_at THEN
        PERFORM corrigenda_refuse('The date of a publication never changes.');
    END IF;
    RETURN NEW;
END $$;

-- A signed amendment comes into force: its words and its evidence become those of what it amends.
CREATE OR REPLACE FUNCTION corrigenda_apply_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_claim_id bigint;
BEGIN
    IF NEW.state <> 'applied' OR OLD.state = 'applied' THEN RETURN NULL; END IF;
    SELECT claim_id INTO old_claim_id FROM claims_factcheck WHERE id = NEW.amends_id;
    UPDATE claims_factcheck SET updated_at = clock_timestamp() WHERE id = NEW.amends_id;
    IF NEW.amendment_kind = 'retraction' THEN RETURN NULL; END IF;
    DELETE FROM claims_evidence WHERE fact_check_id = NEW.amends_id;
    INSERT INTO claims_evidence
    SELECT (jsonb_populate_record(NULL::claims_evidence, to_jsonb(e) || jsonb_build_object(
        'id', nextval(pg_get_serial_sequence('claims_evidence', 'id')), 'fact_check_id', NEW.amends_id))).*
    FROM claims_evidence e WHERE e.fact_check_id = NEW.id ORDER BY e."order", e.id;
    -- Where the claim was seen does not get lost with its old wording.
    INSERT INTO claims_appearance (claim_id, url, seen_on)
    SELECT NEW.claim_id, url, seen_on FROM claims_appearance
    WHERE claim_id = old_claim_id AND old_claim_id <> NEW.claim_id;
    RETURN NULL;
END $$;

-- Every change leaves the name of its writer, whoever asks for it to be left out.
CREATE OR REPLACE FUNCTION corrigenda_note_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.origin = 'desk' AND (TG_OP = 'INSERT' OR NEW.version <> OLD.version) THEN
        INSERT INTO desk_edit (fact_check_id, version, member_id, at)
        VALUES (NEW.id, NEW.version, NEW.edited_by_id, now());
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_guard_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fc claims_factcheck;
BEGIN
    FOR fc IN SELECT * FROM claims_factcheck
              WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.fact_check_id END,
                           CASE WHEN TG_OP <> 'DELETE' THEN NEW.fact_check_id END)
              FOR UPDATE LOOP
        -- Only a trigger of this file gets here from within another one: an amendment comes into force.
        CONTINUE WHEN fc.state = 'published' AND pg_trigger_depth() > 1;
        IF fc.origin = 'desk' AND fc.state <> 'draft' THEN
            PERFORM corrigenda_refuse('Only the evidence of a draft can be changed. Take it back to draft first.');
        END IF;
        IF fc.origin = 'desk' THEN
            IF TG_OP <> 'DELETE' AND NEW.edited_by_id IS NULL THEN
                PERFORM corrigenda_refuse('Evidence names who added it.');
            END IF;
            UPDATE claims_factcheck SET edited_by_id = CASE WHEN TG_OP = 'DELETE' THEN edited_by_id ELSE NEW.edited_by_id END
            WHERE id = fc.id;
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_guard_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.text, NEW.lang) IS DISTINCT FROM (OLD.id, OLD.text, OLD.lang) AND EXISTS (
        SELECT 1 FROM claims_factcheck f
        WHERE f.claim_id = OLD.id AND f.origin = 'desk' AND f.state <> 'draft') THEN
        PERFORM corrigenda_refuse('A claim does not change under a fact-check that left its draft.');
    END IF;
    IF (NEW.text, NEW.lang) IS DISTINCT FROM (OLD.text, OLD.lang) THEN
        UPDATE claims_factcheck SET edited_by_id = edited_by_id WHERE claim_id = OLD.id AND origin = 'desk';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_guard_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fc claims_factcheck;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM corrigenda_refuse('A sign-off is never changed or removed.');
    END IF;
    SELECT * INTO fc FROM claims_factcheck WHERE id = NEW.fact_check_id FOR UPDATE;
    IF fc.origin <> 'desk' OR fc.state <> 'waiting' OR fc.version <> NEW.version THEN
        PERFORM corrigenda_refuse('Only the version that waits for sign-off can be signed.');
    END IF;
    IF EXISTS (SELECT 1 FROM desk_edit e WHERE e.fact_check_id = fc.id AND e.member_id = NEW.signed_by_id) THEN
        PERFORM corrigenda_refuse('Who wrote or edited a fact-check cannot sign it. A second person must.');
    END IF;
    -- Locked, so that nobody is removed or loses the role between this look and the end of the signing.
    PERFORM 1 FROM core_member m WHERE m.id = NEW.signed_by_id AND m.is_active
        AND m.role IN ('fact_checker', 'editor', 'administrator') FOR SHARE;
    IF NOT FOUND THEN
        PERFORM corrigenda_refuse('Only an active fact-checker, editor or administrator can sign.');
    END IF;
    IF NEW.no_interest IS NOT TRUE THEN
        PERFORM corrigenda_refuse('Who signs says first that they have no interest in the matter.');
    END IF;
    IF EXISTS (SELECT 1 FROM desk_interest i WHERE i.member_id = NEW.signed_by_id
               AND i.fact_check_id IN (fc.id, fc.amends_id)) THEN
        PERFORM corrigenda_refuse('Who has stated an interest in the matter cannot sign. Another person must.');
    END IF;
    RETURN NEW;
END $$;

-- Still right: an editor's word about what is published, with a date in the time to come.
CREATE OR REPLACE FUNCTION corrigenda_guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM claims_factcheck f WHERE f.id = NEW.fact_check_id AND f.origin = 'desk'
                   AND f.state = 'published' AND f.version = NEW.version) THEN
        PERFORM corrigenda_refuse('Only a published version can be confirmed.');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM core_member m WHERE m.id = NEW.reviewed_by_id AND m.is_active
                   AND m.role IN ('editor', 'administrator')) THEN
        PERFORM corrigenda_refuse('Only an active editor or administrator can confirm a fact-check.');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM corrigenda_refuse(format('Rows of %s are only ever added.', TG_TABLE_NAME));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_guard_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM claims_factcheck f WHERE f.id = NEW.fact_check_id AND f.origin = 'desk'
                   AND f.state IN ('published', 'retracted') AND f.version = NEW.version) THEN
        PERFORM corrigenda_refuse('Only a published version has a publication.');
    END IF;
    IF NEW.kind || ' ' || NEW.reason IS DISTINCT FROM (
        SELECT coalesce(max(a.amendment_kind || ' ' || a.public_reason), 'first ') FROM claims_factcheck a
        WHERE a.amends_id = NEW.fact_check_id AND a.state = 'applied' AND a.amends_version = NEW.version - 1) THEN
        PERFORM corrigenda_refuse('A publication says what its amendment says: its kind and its reason.');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER guard_fact_check BEFORE INSERT OR UPDATE OR DELETE ON claims_factcheck
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_fact_check();
CREATE OR REPLACE TRIGGER note_edit AFTER INSERT OR UPDATE ON claims_factcheck
    FOR EACH ROW EXECUTE FUNCTION corrigenda_note_edit();
CREATE OR REPLACE TRIGGER apply_amendment AFTER UPDATE ON claims_factcheck
    FOR EACH ROW EXECUTE FUNCTION corrigenda_apply_amendment();
CREATE OR REPLACE TRIGGER guard_evidence BEFORE INSERT OR UPDATE OR DELETE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_evidence();
CREATE OR REPLACE TRIGGER guard_claim BEFORE UPDATE ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_claim();
CREATE OR REPLACE TRIGGER guard_sign_off BEFORE INSERT OR UPDATE OR DELETE ON desk_signoff
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_sign_off();
CREATE OR REPLACE TRIGGER only_added BEFORE UPDATE OR DELETE ON desk_edit
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
CREATE OR REPLACE TRIGGER only_added BEFORE UPDATE OR DELETE ON desk_interest
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
CREATE OR REPLACE TRIGGER guard_review BEFORE INSERT ON desk_review
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_review();
CREATE OR REPLACE TRIGGER only_added BEFORE UPDATE OR DELETE ON desk_review
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
CREATE OR REPLACE TRIGGER guard_publication BEFORE INSERT ON publish_publication
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_publication();
CREATE OR REPLACE TRIGGER only_added BEFORE UPDATE OR DELETE ON publish_publication
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
CREATE OR REPLACE TRIGGER only_added BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
