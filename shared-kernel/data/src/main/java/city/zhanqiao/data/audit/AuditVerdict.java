package city.zhanqiao.data.audit;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** What a verification of the whole chain found. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verdict")
sealed interface AuditVerdict {

    /**
     * Every row carries the right seal.
     *
     * @param rows how many rows are sealed
     * @param seal the last seal, in hex; compare it with an earlier anchor
     */
    @JsonTypeName("intact")
    record Intact(long rows, String seal) implements AuditVerdict {}

    /**
     * A row was changed, removed or slipped in.
     *
     * @param brokenAt the first number that is wrong
     * @param intactUpTo the last number that is right
     */
    @JsonTypeName("broken")
    record Broken(long brokenAt, long intactUpTo) implements AuditVerdict {}
}
