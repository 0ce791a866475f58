package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.calendar.Deadline;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.residents.profile.Correct;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Something a resident asked about their own data.
 *
 * @param requestedBy the near relative who asks about somebody who has died, or a guardian
 * @param proven whether a clerk has seen the relative's papers
 * @param field what shall be corrected
 * @param reason why it was refused or is restricted
 * @param until last day of the restriction
 * @param due by when it is answered
 */
record DataRequest(
        UUID id,
        ResidentId resident,
        Optional<ResidentId> requestedBy,
        boolean proven,
        Kind kind,
        State state,
        Optional<Correct.Field> field,
        Optional<String> reason,
        Optional<LocalDate> until,
        Instant madeAt,
        Deadline due,
        Optional<Instant> doneAt) {

    /** Whether the reader has to be a guardian at this moment. */
    boolean isForChild() {
        return requestedBy.isPresent() && !proven;
    }

    /** Who sees the request and what it brings: the resident, a relative or a guardian. */
    ResidentId reader() {
        return requestedBy.orElse(resident);
    }

    /** What is asked. */
    enum Kind {
        EXPORT,
        CORRECTION,
        DELETION
    }

    /** How far it has come. */
    enum State {
        /** Services are being asked; the answer names those that are still silent. */
        GATHERING,
        /** Complete, and can be fetched. */
        READY,
        /** Was complete; the copy has been deleted again. */
        EXPIRED,
        /** Lies before staff. */
        OPEN,
        DONE,
        REFUSED,
        /** Deletion waits for the end of a duty to keep; until then the data is only stored. */
        RESTRICTED
    }
}
