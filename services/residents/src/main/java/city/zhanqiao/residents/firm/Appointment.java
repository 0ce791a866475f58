package city.zhanqiao.residents.firm;

import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.residents.authority.Matter;
import city.zhanqiao.residents.authority.Term;
import city.zhanqiao.residents.firm.FirmAgent.FirmRole;

import java.util.Set;

/** What somebody shall be in a firm. */
record Appointment(
        CreditCode firm, String firmName, FirmRole role, Set<Matter> scopes, Term term) {}
