-- Every version's words are kept, whatever way they came in, and codes that stored words rest on never change.

-- The words of a fact-check as they stand now: the fields of `Draft` in claims/drafts.py.
CREATE OR REPLACE FUNCTION corrigenda_words(fc claims_factcheck) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN jsonb_build_object(
        'claim', (SELECT c.text FROM claims_claim c WHERE c.id = fc.claim_id),
        'lang', fc.lang, 'title', fc.title, 'summary', fc.summary, 'body', fc.body, 'topics', to_jsonb(fc.topics),
        'rating', coalesce((SELECT r.code FROM claims_rating r WHERE r.id = fc.rating_id), ''),
        'review_by', fc.review_by, 'sources_reason', fc.sources_reason, 'translated_version', fc.translated_version,
        'evidence', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'url', e.url, 'title', e.title, 'quote', e.quote, 'quote_is_summary', e.quote_is_summary,
                'kind', e.kind, 'stance', e.stance, 'seen_on', e.seen_on) ORDER BY e."order", e.id)
            FROM claims_evidence e WHERE e.fact_check_id = fc.id), '[]'));
END $$;

-- At the end of a transaction, when words and evidence are complete: one save is one row, and rows are only added.
CREATE OR REPLACE FUNCTION corrigenda_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO claims_version (fact_check_id, version, content, member_id, at)
    SELECT fc.id, fc.version, corrigenda_words(fc), fc.edited_by_id, now()
    FROM claims_factcheck fc WHERE fc.id = NEW.id
    ON CONFLICT (fact_check_id, version) DO NOTHING;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_guard_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.code <> OLD.code THEN
            PERFORM corrigenda_refuse('The code of a rating or topic never changes: stored words rest on it.');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'claims_topic' AND EXISTS (
        SELECT 1 FROM claims_factcheck f WHERE f.topics @> ARRAY[OLD.code]::varchar[]) THEN
        PERFORM corrigenda_refuse('A topic in use is never deleted. Stop offering it instead.');
    END IF;
    RETURN OLD;
END $$;

-- An explainer helps people read; it never answers a message.
CREATE OR REPLACE FUNCTION corrigenda_guard_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_factcheck f WHERE f.id = NEW.fact_check_id AND f.kind = 'explainer') THEN
        PERFORM corrigenda_refuse('An explainer has no rating and answers no message.');
    END IF;
    RETURN NEW;
END $$;

CREATE CONSTRAINT TRIGGER keep_version AFTER INSERT OR UPDATE ON claims_factcheck
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.origin = 'desk')
    EXECUTE FUNCTION corrigenda_keep_version();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON claims_version
    FOR EACH ROW EXECUTE FUNCTION corrigenda_only_added();
CREATE TRIGGER guard_code BEFORE UPDATE OR DELETE ON claims_rating
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_code();
CREATE TRIGGER guard_code BEFORE UPDATE OR DELETE ON claims_topic
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_code();
CREATE TRIGGER guard_match BEFORE INSERT OR UPDATE ON matching_match
    FOR EACH ROW EXECUTE FUNCTION corrigenda_guard_match();
