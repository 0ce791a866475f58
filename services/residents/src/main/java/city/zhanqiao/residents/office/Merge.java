package city.zhanqiao.residents.office;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;
import java.util.UUID;

/** A proposal to make one file of two (档案合并). */
record Merge(
        UUID id,
        ResidentId kept,
        ResidentId givenUp,
        String reason,
        State state,
        StaffId proposedBy,
        Instant proposedAt) {

    /** How far it has come. */
    enum State {
        PROPOSED,
        DONE,
        REFUSED
    }

    Merge in(State decided) {
        return new Merge(id, kept, givenUp, reason, decided, proposedBy, proposedAt);
    }
}
