-- What a centre that keeps people apart lets a login do. Made anew by each “centre init”, as the owner of
-- the tables, who cannot sign in. Every function runs as that owner, so each looks first who really signed
-- in: session_user, which neither SET ROLE nor a function changes. Every name is written with its schema.

CREATE OR REPLACE FUNCTION public.acts_for(of_fair text, of_booth text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_has_role(session_user, current_user, 'MEMBER') OR EXISTS (
        SELECT 1 FROM public.login
        WHERE role = session_user::text AND NOT is_withdrawn
        AND (kind = 'organizer' OR (kind = 'booth' AND fair_id = of_fair AND booth = of_booth))
    )
$$;

CREATE OR REPLACE FUNCTION public.is_desk() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_has_role(session_user, current_user, 'MEMBER') OR EXISTS (
        SELECT 1 FROM public.login
        WHERE role = session_user::text AND NOT is_withdrawn AND kind = 'organizer'
    )
$$;

CREATE OR REPLACE FUNCTION public.own_fair() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT fair_id FROM public.login WHERE role = session_user::text AND NOT is_withdrawn AND kind = 'booth'
$$;

CREATE OR REPLACE FUNCTION public.own_booth() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT booth FROM public.login WHERE role = session_user::text AND NOT is_withdrawn AND kind = 'booth'
$$;

-- Say how many laptops the desk ever planned for a booth, by whichever plan gave it the most: a laptop that
-- has sold may have its store replaced after it was taken out of the plan. NULL where none is planned.
CREATE OR REPLACE FUNCTION public.planned_laptops(of_fair text, of_booth text) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    most integer;
BEGIN
    SELECT max((b.planned ->> 'devices')::integer) INTO most
    FROM public.journal AS j
    JOIN public.fact AS f ON f.fair_id = j.fair_id AND f.journal_id = j.journal_id
    CROSS JOIN LATERAL jsonb_array_elements(f.payload::jsonb -> 'body' -> 'booths') AS b(planned)
    WHERE j.fair_id = of_fair AND j.booth = 'PANITIA' AND f.kind = 'fair' AND b.planned ->> 'code' = of_booth;
    RETURN most;
EXCEPTION WHEN data_exception THEN  -- of a centre that was open once, where anybody wrote anything
    RETURN NULL;
END
$$;

-- Refuse a journal that no device of ours begins, or one too many: a laptop has one, and each time its store
-- is replaced another. The plan holds for a booth's login: what the desk brings was sold, planned or not.
CREATE OR REPLACE FUNCTION public.check_new_journal(
    of_fair text, of_journal text, of_booth text, of_device integer, of_books text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    most CONSTANT integer := 200;
    planned CONSTANT integer := public.planned_laptops(of_fair, of_booth);
    kept text;
BEGIN
    IF of_device IS NULL OR of_device NOT BETWEEN 1 AND 99 THEN
        RAISE EXCEPTION 'the laptops of a booth are 1 to 99, not %', of_device USING ERRCODE = '23514';
    END IF;
    IF of_device > planned AND NOT public.is_desk() THEN
        RAISE EXCEPTION 'the plan gives booth % % laptops, and this is number %', of_booth, planned, of_device
            USING ERRCODE = 'BP001';
    END IF;
    IF of_journal IS NULL OR of_journal !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        RAISE EXCEPTION 'the name of a journal is a UUID, not %', left(of_journal, 40) USING ERRCODE = '23514';
    END IF;
    IF EXISTS (SELECT 1 FROM public.journal AS j WHERE j.journal_id = of_journal AND j.fair_id <> of_fair) THEN
        RAISE EXCEPTION 'this journal is another fair''s' USING ERRCODE = '23514';
    END IF;
    SELECT b.kind INTO kept FROM public.books AS b;
    IF of_books IS DISTINCT FROM kept THEN
        RAISE EXCEPTION 'this centre keeps % books, not %', kept, of_books USING ERRCODE = '23514';
    END IF;
    IF (SELECT count(*) FROM public.journal AS j WHERE j.fair_id = of_fair AND j.booth = of_booth) >= most THEN
        RAISE EXCEPTION 'booth % has begun % journals, which is all it may', of_booth, most
            USING ERRCODE = '23514';
    END IF;
END
$$;

-- Lock a journal's mark and say where it stands; one that is unknown begins at nothing. `reads` says
-- whether whoever asks reads its facts into the tables, and has none to catch up with first.
CREATE OR REPLACE FUNCTION public.begin_journal(
    of_fair text, of_journal text, of_booth text, of_device integer, of_books text, is_new boolean,
    OUT mark integer, OUT head bytea, OUT reads boolean
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept record;
    short CONSTANT text := left(replace(of_fair, '-', ''), 16);
BEGIN
    IF NOT public.acts_for(of_fair, of_booth) THEN
        RAISE EXCEPTION 'this login is not that of booth %', of_booth USING ERRCODE = '42501';
    END IF;
    IF to_regclass(format('%I.%I', 'fair_' || short, 'fact_' || short)) IS NOT NULL THEN
        RAISE EXCEPTION 'this fair was taken off' USING ERRCODE = '42501';
    END IF;
    IF is_new AND NOT EXISTS (
        SELECT 1 FROM public.journal AS j WHERE j.fair_id = of_fair AND j.journal_id = of_journal
    ) THEN
        PERFORM public.check_new_journal(of_fair, of_journal, of_booth, of_device, of_books);
        INSERT INTO public.journal (fair_id, journal_id, booth, device, mark, head, books)
        VALUES (of_fair, of_journal, of_booth, of_device, 0, decode(repeat('00', 32), 'hex'), of_books)
        ON CONFLICT DO NOTHING;
        IF FOUND THEN
            INSERT INTO public.reading_mark (fair_id, journal_id, mark) VALUES (of_fair, of_journal, 0);
        END IF;
    END IF;
    SELECT j.booth, j.mark, j.head INTO kept FROM public.journal AS j
    WHERE j.fair_id = of_fair AND j.journal_id = of_journal FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF NOT public.acts_for(of_fair, kept.booth) THEN
        RAISE EXCEPTION 'this journal is another booth''s' USING ERRCODE = '42501';
    END IF;
    mark := kept.mark;
    head := kept.head;
    reads := public.is_desk() AND EXISTS (
        SELECT 1 FROM public.reading_mark AS r
        WHERE r.fair_id = of_fair AND r.journal_id = of_journal AND r.mark = kept.mark
    );
END
$$;

-- Say whether a payload names itself as the columns beside it do. Our own programs write it in one form,
-- which is compared as it stands; another is read.
CREATE OR REPLACE FUNCTION public.names_itself(
    payload text, of_fair text, of_journal text, seq bigint, kind text
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told jsonb;
BEGIN
    told := payload::jsonb;
    RETURN coalesce(
        told ->> 'fair' = of_fair AND told ->> 'journal' = of_journal AND told ->> 'kind' = kind
        AND told -> 'seq' = to_jsonb(seq),
        false
    );
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN false;
END
$$;

-- Add facts behind a journal's mark, and move the mark to the last of them.
CREATE OR REPLACE FUNCTION public.take_facts(
    of_fair text, of_journal text, kinds text[], payloads text[], hashes bytea[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept record;
    wrong bigint;
    tag CONSTANT bytea := convert_to('batikpos/fact/1', 'UTF8') || '\x00'::bytea;
    named CONSTANT text := ',"fair":' || to_json(of_fair) || ',"journal":' || to_json(of_journal) || ',"kind":';
BEGIN
    SELECT j.booth, j.mark, j.head INTO kept FROM public.journal AS j
    WHERE j.fair_id = of_fair AND j.journal_id = of_journal FOR UPDATE;
    IF NOT FOUND OR NOT public.acts_for(of_fair, kept.booth) THEN
        RAISE EXCEPTION 'this journal is not one of this login''s booth' USING ERRCODE = '42501';
    END IF;
    SELECT min(o.seq) INTO wrong FROM (
        SELECT kept.mark + u.place AS seq, u.kind, u.payload, u.hash, convert_to(u.payload, 'UTF8') AS bytes,
            lag(u.hash, 1, kept.head) OVER (ORDER BY u.place) AS before,
            convert_to(named || to_json(u.kind) || ',"seq":' || (kept.mark + u.place) || ',"v":1}', 'UTF8')
                AS ending
        FROM unnest(kinds, payloads, hashes) WITH ORDINALITY AS u (kind, payload, hash, place)
    ) AS o
    WHERE o.hash IS DISTINCT FROM sha256(tag || o.before || o.bytes)
    OR o.kind IS NULL
    OR length(o.bytes) > 1048576
    OR NOT (
        substring(o.bytes FROM greatest(1, length(o.bytes) - length(o.ending) + 1)) = o.ending
        OR public.names_itself(o.payload, of_fair, of_journal, o.seq, o.kind)
    );
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'fact % does not fit its journal', wrong USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.fact (fair_id, journal_id, seq, kind, payload, hash)
    SELECT of_fair, of_journal, kept.mark + u.place, u.kind, u.payload, u.hash
    FROM unnest(kinds, payloads, hashes) WITH ORDINALITY AS u (kind, payload, hash, place);
    UPDATE public.journal AS j SET (mark, head) = (
        SELECT kept.mark + u.place, u.hash FROM unnest(hashes) WITH ORDINALITY AS u (hash, place)
        ORDER BY u.place DESC LIMIT 1
    ) WHERE j.fair_id = of_fair AND j.journal_id = of_journal AND cardinality(hashes) > 0;
END
$$;

-- Keep facts of another history of a journal aside, each once.
CREATE OR REPLACE FUNCTION public.put_aside(
    of_fair text, of_journal text, numbers integer[], kinds text[], payloads text[], hashes bytea[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    of_booth text;
BEGIN
    SELECT j.booth INTO of_booth FROM public.journal AS j
    WHERE j.fair_id = of_fair AND j.journal_id = of_journal FOR UPDATE;
    IF NOT FOUND OR NOT public.acts_for(of_fair, of_booth) THEN
        RAISE EXCEPTION 'this journal is not one of this login''s booth' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (
        SELECT 1 FROM unnest(numbers, kinds, payloads, hashes) AS u (seq, kind, payload, hash)
        WHERE u.kind IS NULL OR u.seq < 1 OR octet_length(u.payload) > 1048576 OR octet_length(u.hash) <> 32
        OR NOT public.names_itself(u.payload, of_fair, of_journal, u.seq, u.kind)
    ) THEN
        RAISE EXCEPTION 'what is put aside is no fact of this journal' USING ERRCODE = '23514';
    END IF;
    IF (SELECT sum(octet_length(q.payload)) FROM public.quarantine AS q
        WHERE q.fair_id = of_fair AND q.journal_id = of_journal) > 67108864 THEN
        RAISE EXCEPTION 'more of this journal is put aside than any laptop writes' USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.quarantine (fair_id, journal_id, seq, hash, kind, payload, why)
    SELECT of_fair, of_journal, u.seq, u.hash, u.kind, u.payload, 'fork'
    FROM unnest(numbers, kinds, payloads, hashes) AS u (seq, kind, payload, hash)
    ON CONFLICT DO NOTHING;
END
$$;

-- Whoever had a login may have set how its sessions begin, so that the next laptop could write nothing.
CREATE OR REPLACE FUNCTION public.forget_settings(of_role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT public.is_desk() OR NOT EXISTS (SELECT 1 FROM public.login AS l WHERE l.role = of_role) THEN
        RAISE EXCEPTION 'this login may not renew %', of_role USING ERRCODE = '42501';
    END IF;
    EXECUTE format('ALTER ROLE %I RESET ALL', of_role);
    EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET ALL', of_role, current_database());
END
$$;

-- Take a login's password and its right to sign in; what it sent stays. Its sessions are ended apart, by
-- `end_sessions`, once this holds: else it might begin another in between.
CREATE OR REPLACE FUNCTION public.withdraw_login(of_role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.login SET is_withdrawn = true WHERE role = of_role AND public.is_desk();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this login may not withdraw %', of_role USING ERRCODE = '42501';
    END IF;
    EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', of_role);
    PERFORM public.forget_settings(of_role);
END
$$;

-- Let a login sign in, by a password of which only the verifier is told.
CREATE OR REPLACE FUNCTION public.renew_login(of_role text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.login SET is_withdrawn = false
    WHERE role = of_role AND public.is_desk() AND verifier LIKE 'SCRAM-SHA-256$%';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this login may not renew %', of_role USING ERRCODE = '42501';
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', of_role, verifier);
    PERFORM public.forget_settings(of_role);
END
$$;

CREATE OR REPLACE FUNCTION public.end_sessions(of_role text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FILTER (WHERE pg_terminate_backend(a.pid, 5000)) FROM pg_stat_activity AS a
    WHERE public.is_desk() AND a.pid <> pg_backend_pid() AND a.usename::text = of_role
    AND EXISTS (SELECT 1 FROM public.login AS l WHERE l.role = of_role)
$$;
