package city.zhanqiao.city.department;

import city.zhanqiao.city.identifier.CreditCode;

/**
 * A department that answers for items.
 *
 * @param name as residents see it
 * @param englishName for the English interface
 * @param exampleCreditCode a well-formed code that belongs to nobody, for building item codes; its
 *     organisation part spells EXAMPL. A real deployment brings the real ones
 */
public record Department(
        DepartmentCode code, String name, String englishName, CreditCode exampleCreditCode) {}
