package city.zhanqiao.notices;

import static city.zhanqiao.notices.RunningNotices.post;
import static city.zhanqiao.notices.RunningNotices.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.notices.RunningNotices.Reply;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How two publishers bring a notice to the public. */
final class Publishing {

    private Publishing() {}

    static String published(String title, String division) {
        String district = division.length() > 6 ? division.substring(0, 6) : division;
        return published(
                title,
                division,
                "OUTAGE",
                publisher("s-w-" + district, district),
                publisher("s-a-" + district, district));
    }

    static String published(
            String title, String division, String kind, String writer, String approver) {
        Reply draft =
                post(
                        writer,
                        "/admin/v1/notices",
                        "",
                        notice(title, division).replace("OUTAGE", kind));
        assertThat(draft.status()).isEqualTo(201);
        String path = draft.headers().firstValue("Location").orElseThrow();
        publish(path, draft.etag(), writer, approver);
        return path;
    }

    static String notice(String title, String division) {
        Instant now = Instant.now();
        return notice(title, division, now.minusSeconds(60), now.plus(3, ChronoUnit.DAYS));
    }

    static String notice(String title, String division, Instant from, Instant until) {
        return """
        {"kind": "OUTAGE", "severity": "MODERATE", "urgency": "EXPECTED", "certainty": "LIKELY",
         "texts": {"zh-Hans": {"title": "%s", "summary": "摘要", "body": "<p>正文</p>"}},
         "target": {"divisions": ["%s"]}, "validFrom": "%s", "validUntil": "%s"}
        """
                .formatted(title, division, from, until);
    }

    /** Handed in by one and published by the other. */
    static Reply publish(String path, String etag, String writer, String approver) {
        Reply review = post(writer, path + "/review", etag, "");
        assertThat(review.status()).as(review.text()).isEqualTo(200);
        Reply done = post(approver, path + "/publication", review.etag(), "{}");
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        return done;
    }
}
