package city.zhanqiao.city.identity;

import java.util.Arrays;
import java.util.Optional;

/** What a member of staff is allowed to do; the token names the roles by {@link #code()}. */
public enum Role {
    /** 窗口受理: takes applications in at a window or from the online inbox. */
    CLERK("clerk"),
    /** 审查: reviews accepted cases. */
    REVIEWER("reviewer"),
    /** 决定: approves or refuses; never the clerk who took the same case in. */
    DECIDER("decider"),
    /** 部门负责人: extends legal time limits. */
    HEAD("head"),
    /** 通知发布: writes and approves local notices. */
    PUBLISHER("publisher"),
    /** 监督: sees how cases are handled. */
    SUPERVISOR("supervisor"),
    /** 试点办: opens, assesses, adjusts and stops pilots. */
    PILOT_OFFICE("pilot-office"),
    /**
     * 系统管理员: one of the three separate administrators; handles no case (GB/T 22239-2019 §8.1.4.5).
     */
    SYSTEM_ADMIN("system-admin"),
    /** 安全管理员: one of the three separate administrators; handles no case. */
    SECURITY_ADMIN("security-admin"),
    /** 审计管理员: reads the audit trail and nothing else. */
    AUDITOR("auditor");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    /** The name used in tokens and in the API document. */
    public String code() {
        return code;
    }

    /** Finds a role by its code; an unknown code gives nothing, so that it grants nothing. */
    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }
}
