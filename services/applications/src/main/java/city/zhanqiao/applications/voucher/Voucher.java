package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identifier.LicenceIdentifier;

import java.time.Instant;
import java.util.Optional;

/**
 * Something given in writing.
 *
 * @param number as printed on it
 * @param code by which anybody checks it
 * @param licence for a result
 */
record Voucher(
        ApplicationId application,
        Kind kind,
        String number,
        VerificationCode code,
        String item,
        DepartmentCode department,
        Optional<LicenceIdentifier> licence,
        Instant issuedAt,
        Optional<Instant> revokedAt,
        Optional<String> reason) {

    /** What it is. */
    enum Kind {
        ACCEPTANCE("受理通知书", "Notice of acceptance"),
        CORRECTION("一次性告知书", "Notice of everything missing"),
        NON_ACCEPTANCE("不予受理决定书", "Notice of non-acceptance"),
        DECISION("决定书", "Decision"),
        RESULT("办理结果", "Result"),
        /** Of a bundle, when its last member has ended. */
        SUMMARY("综合办结单", "Summary of results");

        private final String chinese;
        private final String english;

        Kind(String chinese, String english) {
            this.chinese = chinese;
            this.english = english;
        }

        String title(boolean inEnglish) {
            return inEnglish ? english : chinese;
        }
    }

    boolean isValid() {
        return revokedAt.isEmpty();
    }
}
