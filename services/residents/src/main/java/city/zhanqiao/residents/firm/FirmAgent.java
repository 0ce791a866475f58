package city.zhanqiao.residents.firm;

import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.residents.authority.Matter;
import city.zhanqiao.residents.authority.Term;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who acts for a firm, or says so.
 *
 * @param scopes matters; a legal representative's are not limited
 */
record FirmAgent(
        UUID id,
        CreditCode firm,
        String firmName,
        ResidentId resident,
        FirmRole role,
        Set<Matter> scopes,
        Term term,
        State state,
        Instant madeAt) {

    /** What somebody is to the firm. */
    enum FirmRole {
        /** 法定代表人: may appoint agents. */
        LEGAL_REPRESENTATIVE,
        /** 经办人. */
        AGENT
    }

    /** How far it has come. */
    enum State {
        /** Said by the person alone; gives no authority. */
        CLAIMED,
        /** Confirmed by a clerk with proof, or by the legal representative. */
        CONFIRMED,
        ENDED
    }

    boolean isConfirmedOn(LocalDate day) {
        return state == State.CONFIRMED && term.includes(day);
    }

    boolean mayAppointOn(LocalDate day) {
        return role == FirmRole.LEGAL_REPRESENTATIVE && isConfirmedOn(day);
    }

    boolean covers(Matter matter) {
        return role == FirmRole.LEGAL_REPRESENTATIVE || scopes.contains(matter);
    }
}
