-- Nothing is public without a second person (T5), and what is public does not change silently.
-- These triggers hold for every way in: screens, API, commands, bulk updates and plain SQL.

CREATE OR REPLACE FUNCTION corrigenda_refuse(sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = sentence;
END $$;

-- What is still missing before a fact-check may be sent for sign-off; null when nothing is.
CREATE OR REPLACE FUNCTION corrigenda_missing(fc claims_factcheck) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF fc.title !~ '\S' THEN RETURN 'a title'; END IF;
    IF fc.summary !~ '\S' THEN RETURN 'a summary'; END IF;
    IF fc.rating_id IS NULL THEN RETURN 'a rating'; END IF;
    IF NOT EXISTS (SELECT 1 FROM claims_claim c WHERE c.id = fc.claim_id AND c.text ~ '\S') THEN
        RETURN 'a claim';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM claims_evidence e
                   WHERE e.fact_check_id = fc.id AND e.quote ~ '\S' AND e.url ~ '\S') THEN
        RETURN 'evidence: at least one link with a quote';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_guard_fact_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    content_changed boolean;
    missing text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.origin = 'desk' THEN
            PERFORM corrigenda_refuse('A fact-check of the desk is never deleted.');
        END IF;
        RETURN OLD;
    END IF;

    IF TG_OP = 'INSERT' THEN
        IF NEW.origin = 'desk' AND (NEW.state <> 'draft' OR NEW.version <> 1 OR NEW.published_at IS NOT NULL) THEN
            PERFORM corrigenda_refuse('A fact-check of the desk begins as a draft.');
        END IF;
        IF NEW.origin = 'desk' AND NEW.edited_by_id IS NULL THEN
            PERFORM corrigenda_refuse('A fact-check of the desk names who wrote it.');
        END IF;
        IF NEW.origin = 'imported' AND NEW.state <> 'published' THEN
            PERFORM corrigenda_refuse('An imported fact-check is published already, by its publisher.');
        END IF;
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.origin, NEW.public_id) IS DISTINCT FROM (OLD.id, OLD.origin, OLD.public_id) THEN
        PERFORM corrigenda_refuse('Whose fact-check it is, and its id, never change.');
    END IF;
    IF NEW.origin = 'imported' THEN
        IF NEW.state <> 'published' THEN
            PERFORM corrigenda_refuse('An imported fact-check is published already, by its publisher.');
        END IF;
        RETURN NEW;
    END IF;

    content_changed := (NEW.claim_id, NEW.lang, NEW.title, NEW.summary, NEW.body, NEW.topic, NEW.rating_id,
                        NEW.review_by, NEW.url, NEW.rating_words, NEW.reviewed_on)
        IS DISTINCT FROM (OLD.claim_id, OLD.lang, OLD.title, OLD.summary, OLD.body, OLD.topic, OLD.rating_id,
                          OLD.review_by, OLD.url, OLD.rating_words, OLD.reviewed_on);
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
        IF (OLD.state, NEW.state) NOT IN (('draft', 'waiting'), ('waiting', 'draft'), ('waiting', 'signed_off'),
                                          ('signed_off', 'draft'), ('signed_off', 'published')) THEN
            PERFORM corrigenda_refuse(format('A fact-check does not go from %s to %s.', OLD.state, NEW.state));
        END IF;
        IF NEW.state <> 'draft' THEN
            missing := corrigenda_missing(NEW);
            IF missing IS NOT NULL THEN
                PERFORM corrigenda_refuse(format('Still missing: %s.', missing));
            END IF;
        END IF;
        IF NEW.state IN ('signed_off', 'published') AND NOT EXISTS (
            SELECT 1 FROM desk_signoff s WHERE s.fact_check_id = NEW.id AND s.version = NEW.version) THEN
            PERFORM corrigenda_refuse('A second person has not signed this version.');
        END IF;
    END IF;
    IF (NEW.state = 'published') <> (NEW.published_at IS NOT NULL) THEN
        PERFORM corrigenda_refuse('A fact-check has a publication date when it is published, and only then.');
    END IF;
    IF OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
        PERFORM corrigenda_refuse('The date of a publication never changes.');
    END IF;
    RETURN NEW;
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
    IF NOT EXISTS (SELECT 1 FROM core_member m WHERE m.id = NEW.signed_by_id AND m.is_active
                   AND m.role IN ('fact_checker', 'editor', 'administrator')) THEN
        PERFORM corrigenda_refuse('Only an active fact-checker, editor or administrator can sign.');
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
                   AND f.state = 'published' AND f.version = NEW.version) THEN
        PERFORM corrigenda_refuse('Only a published version has a publication.');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_fact_check BEFORE INSERT OR UPDATE OR DELETE ON claims_factcheck
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_fact_check();
CREATE TRIGGER note_edit AFTER INSERT OR UPDATE ON claims_factcheck
    FOR EACH ROW EXECUTE FUNCTION corrigenda_note_edit();
CREATE TRIGGER guard_evidence BEFORE INSERT OR UPDATE OR DELETE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_evidence();
CREATE TRIGGER guard_claim BEFORE UPDATE ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_claim();
CREATE TRIGGER guard_sign_off BEFORE INSERT OR UPDATE OR DELETE ON desk_signoff
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_sign_off();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON desk_edit
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
CREATE TRIGGER guard_publication BEFORE INSERT ON publish_publication
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_publication();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON publish_publication
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
