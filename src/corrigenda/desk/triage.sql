-- What the inbox sorts and finds by follows from messages, requests and cases; these triggers keep it true whichever way
-- those are written. `corrigenda_count_cases` counts from the beginning and can be called at any time.
-- The file can be run again at any time. Whoever changes it adds a migration that runs it; see desk/migrations.

-- Whose requests count for which case: its messages', and those of the messages that its words were cut out of.
CREATE OR REPLACE VIEW desk_asked AS
    SELECT message_id, case_id FROM desk_casemessage
    UNION
    SELECT p.message_id, cm.case_id FROM desk_part p JOIN desk_casemessage cm ON cm.message_id = p.words_id;

CREATE OR REPLACE FUNCTION corrigenda_count_cases(wanted bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Locked first, counted in a statement of its own: who waited here counts what the other has just written.
    PERFORM 1 FROM desk_demand WHERE case_id = ANY (wanted) ORDER BY case_id FOR UPDATE;
    WITH counted AS (
        SELECT c.id AS case_id,
               asked.requests,
               count(m.id) AS messages,
               coalesce(sum((SELECT count(*) FROM intake_attachment a WHERE a.message_id = m.id)), 0) AS pictures,
               asked.first_at AS first_asked_at,
               asked.last_at AS last_asked_at,
               (array_agg(m.id ORDER BY m.text !~ '\S', cm.id) FILTER (WHERE m.id IS NOT NULL))[1] AS message_id,
               coalesce(jsonb_agg(m.lang ORDER BY cm.id) FILTER (WHERE m.lang <> ''), '[]') AS langs
        FROM desk_case c
        LEFT JOIN desk_casemessage cm ON cm.case_id = c.id
        LEFT JOIN intake_message m ON m.id = cm.message_id
        LEFT JOIN LATERAL (SELECT count(*) AS requests, min(r.received_at) AS first_at, max(r.received_at) AS last_at
                           FROM desk_asked a JOIN intake_request r ON r.message_id = a.message_id
                           WHERE a.case_id = c.id) asked ON true
        WHERE c.id = ANY (wanted)
        GROUP BY c.id, asked.requests, asked.first_at, asked.last_at
    )
    INSERT INTO desk_demand (case_id, requests, messages, pictures, first_asked_at, last_asked_at, message_id, langs)
    SELECT case_id, requests, messages, pictures, first_asked_at, last_asked_at, message_id,
           (SELECT coalesce(jsonb_agg(lang ORDER BY place), '[]') FROM (
               SELECT lang, min(place) AS place FROM jsonb_array_elements_text(langs) WITH ORDINALITY AS each (lang, place)
               GROUP BY lang) once)
    FROM counted ORDER BY case_id
    ON CONFLICT (case_id) DO UPDATE SET
        requests = excluded.requests, messages = excluded.messages, pictures = excluded.pictures,
        first_asked_at = excluded.first_asked_at, last_asked_at = excluded.last_asked_at,
        message_id = excluded.message_id, langs = excluded.langs;
END $$;

-- Counts the cases that were asked about since; how many. A case that somebody is changing is left for the next time.
CREATE OR REPLACE FUNCTION corrigenda_count_news(most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    seen bigint[];
    about bigint[];
    free bigint[];
    busy bigint[];
BEGIN
    SELECT array_agg(id) INTO seen FROM (SELECT id FROM desk_news ORDER BY id LIMIT most FOR UPDATE SKIP LOCKED) taken;
    IF seen IS NULL THEN RETURN 0; END IF;
    -- Arrays and not joins: only so is the view asked about these messages alone.
    SELECT array_agg(DISTINCT case_id) INTO about FROM desk_asked
    WHERE message_id = ANY (ARRAY(SELECT message_id FROM desk_news WHERE id = ANY (seen)));
    SELECT array_agg(case_id) INTO free FROM (
        SELECT case_id FROM desk_demand WHERE case_id = ANY (about) ORDER BY case_id FOR UPDATE SKIP LOCKED) unlocked;
    busy := ARRAY(SELECT unnest(about) EXCEPT SELECT unnest(free));
    DELETE FROM desk_news WHERE id = ANY (seen)
        AND message_id <> ALL (ARRAY(SELECT message_id FROM desk_asked WHERE case_id = ANY (busy)));
    PERFORM corrigenda_count_cases(free);
    RETURN coalesce(cardinality(free), 0);
END $$;

-- Cases whose row is not what counting from the beginning gives: none, unless triggers were switched off.
CREATE OR REPLACE FUNCTION corrigenda_miscounted() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT c.id FROM desk_case c
    LEFT JOIN desk_demand d ON d.case_id = c.id
    LEFT JOIN LATERAL (
        SELECT (SELECT count(*) FROM desk_casemessage cm WHERE cm.case_id = c.id) AS messages,
               count(r.id) AS requests, max(r.received_at) AS last_asked_at
        FROM desk_asked a JOIN intake_request r ON r.message_id = a.message_id WHERE a.case_id = c.id
    ) really ON true
    WHERE (d.messages, d.requests, d.last_asked_at) IS DISTINCT FROM (really.messages, really.requests, really.last_asked_at)
$$;

-- Every case has its row from the first, or a list that is joined with it would lose the case.
CREATE OR REPLACE FUNCTION corrigenda_demand_of_new_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO desk_demand (case_id, requests, messages, pictures, langs)
    SELECT id, 0, 0, 0, '[]' FROM added ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_demand_of_case_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM corrigenda_count_cases(ARRAY(SELECT DISTINCT case_id FROM added));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM corrigenda_count_cases(ARRAY(SELECT DISTINCT case_id FROM gone));
    ELSE
        PERFORM corrigenda_count_cases(ARRAY(SELECT case_id FROM added UNION SELECT case_id FROM gone));
    END IF;
    RETURN NULL;
END $$;

-- Words that somebody had sent before have a case already.
CREATE OR REPLACE FUNCTION corrigenda_demand_of_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM corrigenda_count_cases(ARRAY(
        SELECT DISTINCT cm.case_id FROM touched JOIN desk_casemessage cm ON cm.message_id = touched.words_id));
    RETURN NULL;
END $$;

-- One more person asks: noted, and counted later, so that nobody who asks waits for a row that others hold.
CREATE OR REPLACE FUNCTION corrigenda_note_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO desk_news (message_id) SELECT DISTINCT message_id FROM added;
    RETURN NULL;
END $$;

-- Words: lower case without accents, as people type them in a hurry; three letters at a time where no spaces part them.
CREATE OR REPLACE FUNCTION corrigenda_folded(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(translate(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f\u200b-\u200f\ufeff]', '', 'g'),
                           'ĐđðØøŁłı', 'dddoolli'))
$$;

CREATE OR REPLACE FUNCTION corrigenda_search_words(said text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    folded text := corrigenda_folded(left(said, 20000));
    found text[];
BEGIN
    SELECT array_agg(DISTINCT left(word, 40)) INTO found
    FROM regexp_split_to_table(folded, '[\u0001-/:-@[-`{-\u00bf\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f\ufe00-\uff0f\U0001f000-\U0001ffff\u2190-\u2bff]+|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])(?=[0-9a-z])|(?<=[0-9a-z])(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])') AS word
    WHERE word <> '' AND word !~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]';
    IF folded ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]' THEN
        found := coalesce(found, '{}') || ARRAY(
            SELECT DISTINCT substr(run[1], place, 3)
            FROM regexp_matches(folded, '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+)', 'g') AS run,
                 generate_series(1, greatest(1, length(run[1]) - 2)) AS place);
    END IF;
    RETURN coalesce(found, '{}');
END $$;

-- What is looked for: every word; the last may be only begun.
CREATE OR REPLACE FUNCTION corrigenda_asked(said text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(quote_literal(word) || CASE WHEN right(corrigenda_folded(said), length(word)) = word
                               THEN ':*' ELSE '' END, ' & '), '')::tsquery
    FROM unnest(corrigenda_search_words(said)) AS word
$$;

CREATE OR REPLACE FUNCTION corrigenda_words_of_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO desk_messagewords (message_id, words)
    SELECT id, array_to_tsvector(corrigenda_search_words(text)) FROM added
    ON CONFLICT (message_id) DO UPDATE SET words = excluded.words;
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO desk_news (message_id) SELECT id FROM added;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_read_fact_checks(wanted bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO desk_factcheckwords (fact_check_id, words)
    SELECT f.id, array_to_tsvector(corrigenda_search_words(concat_ws(E'\n', f.title, c.text, f.summary, f.body)))
    FROM claims_factcheck f JOIN claims_claim c ON c.id = f.claim_id WHERE f.id = ANY (wanted)
    ON CONFLICT (fact_check_id) DO UPDATE SET words = excluded.words
$$;

CREATE OR REPLACE FUNCTION corrigenda_words_of_fact_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM corrigenda_read_fact_checks(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_words_of_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM corrigenda_read_fact_checks(ARRAY(SELECT id FROM claims_factcheck WHERE claim_id = NEW.id));
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER demand_of_new_case AFTER INSERT ON desk_case
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_demand_of_new_case();
CREATE OR REPLACE TRIGGER demand_of_added AFTER INSERT ON desk_casemessage
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_demand_of_case_messages();
CREATE OR REPLACE TRIGGER demand_of_moved AFTER UPDATE ON desk_casemessage
    REFERENCING NEW TABLE AS added OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_demand_of_case_messages();
CREATE OR REPLACE TRIGGER demand_of_gone AFTER DELETE ON desk_casemessage
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_demand_of_case_messages();
CREATE OR REPLACE TRIGGER demand_of_part AFTER INSERT ON desk_part
    REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_demand_of_parts();
CREATE OR REPLACE TRIGGER demand_of_part_gone AFTER DELETE ON desk_part
    REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_demand_of_parts();
CREATE OR REPLACE TRIGGER note_request AFTER INSERT ON intake_request
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_note_request();
CREATE OR REPLACE TRIGGER note_forgotten AFTER DELETE ON intake_request
    REFERENCING OLD TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_note_request();
CREATE OR REPLACE TRIGGER words_of_messages AFTER INSERT ON intake_message
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_words_of_messages();
CREATE OR REPLACE TRIGGER words_of_changed_messages AFTER UPDATE ON intake_message
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION corrigenda_words_of_messages();
CREATE OR REPLACE TRIGGER words_of_fact_check AFTER INSERT OR UPDATE OF title, summary, body, claim_id ON claims_factcheck
    FOR EACH ROW EXECUTE FUNCTION corrigenda_words_of_fact_check();
CREATE OR REPLACE TRIGGER words_of_claim AFTER UPDATE OF text ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION corrigenda_words_of_claim();

CREATE INDEX IF NOT EXISTS message_by_words ON desk_messagewords USING gin (words);
CREATE INDEX IF NOT EXISTS fact_check_by_words ON desk_factcheckwords USING gin (words);

-- What was there before.
INSERT INTO desk_demand (case_id, requests, messages, pictures, langs) SELECT id, 0, 0, 0, '[]' FROM desk_case
ON CONFLICT DO NOTHING;
SELECT corrigenda_count_cases(ARRAY(SELECT id FROM desk_case));
INSERT INTO desk_messagewords (message_id, words)
SELECT id, array_to_tsvector(corrigenda_search_words(text)) FROM intake_message
ON CONFLICT DO NOTHING;
SELECT corrigenda_read_fact_checks(ARRAY(SELECT id FROM claims_factcheck));
