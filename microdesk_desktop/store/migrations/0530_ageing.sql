-- Sealed documents of clients still in touch go after ten years, choices of clients out of touch after three; trips stay
-- for ever where the user says so, which is no longer what applies without a choice.

DROP TRIGGER seal_stays;
CREATE TRIGGER seal_stays BEFORE UPDATE ON seal
WHEN (NEW.sequence, NEW.at, NEW.kind, NEW.subject, NEW.files, NEW.previous, NEW.digest)
    IS NOT (OLD.sequence, OLD.at, OLD.kind, OLD.subject, OLD.files, OLD.previous, OLD.digest)
  OR OLD.kind <> 'document'
  OR NOT EXISTS (
    SELECT 1 FROM seal AS purge WHERE purge.kind = 'purge' AND purge.subject = OLD.subject
        AND purge.content ->> 'sequence' = OLD.sequence AND purge.content ->> 'digest' = OLD.digest
        AND purge.content ->> 'remains' = NEW.content AND substr(purge.at, 1, 10) > purge.content ->> 'until'
        AND CASE purge.content ->> 'until' WHEN '' THEN NEW.content ->> '$.document.type' NOT IN ('invoice', 'deposit', 'final', 'credit_note', 'corrective')
            ELSE EXISTS (SELECT 1 FROM kept_record JOIN issued_document ON document_id = target_id
                WHERE sequence = OLD.sequence AND kept_until = purge.content ->> 'until')
                OR EXISTS (SELECT 1 FROM issued_document JOIN document ON document.id = document_id
                WHERE sequence = OLD.sequence AND purge.content ->> 'until' >= (substr(issued_on, 1, 4) + 10) || '-12-31') END)
BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;

DROP TRIGGER communication_choice_is_kept;
CREATE TRIGGER communication_choice_is_kept BEFORE DELETE ON communication_choice
WHEN EXISTS (SELECT 1 FROM client WHERE id = OLD.client_id)
    AND NOT EXISTS (SELECT 1 FROM erased_client WHERE client_id = OLD.client_id)
    AND NOT EXISTS (SELECT 1 FROM retention_decided WHERE category = 'inactive_clients' AND item = OLD.client_id)
BEGIN SELECT RAISE(ABORT, 'a choice is kept as long as its client'); END;

-- 1 where the user wants trips never to go by themselves; kept_years is absent then, and where nothing was chosen
ALTER TABLE mileage_settings ADD COLUMN never_go INTEGER NOT NULL DEFAULT 0 CHECK (never_go IN (0, 1));
UPDATE mileage_settings SET never_go = 1 WHERE kept_years IS NULL;
