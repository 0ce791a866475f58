package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.notifications.template.Templates;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

/**
 * Sends a message through each lane now and then. A channel that has gone silent without any error
 * is noticed by the age of its last accepted canary, {@code zhanqiao.push.canary.silence}.
 */
final class Canary {

    /** Whichever instance comes first sends it. */
    private static final String SING =
            """
            INSERT INTO delivery (message, topic, provider, lane, tag, template, template_version,
                                  language, state, queued_at, not_before, valid_until)
            SELECT uuidv7(), :topic, 'FCM', lane, 'canary-' || lane, :template, :version, 'zh-Hans',
                   'QUEUED', now(), now(), now() + :every * interval '1 ms'
              FROM generate_series(0, 2) AS lane
             WHERE NOT EXISTS (SELECT 1 FROM delivery
                                WHERE topic = :topic AND delivery.lane = lane.lane
                                  AND queued_at > now() - :every * interval '1 ms')
            """;

    private static final String FORGET =
            "DELETE FROM delivery WHERE topic = :topic AND queued_at < now() - interval '1 day'";

    private final DatabaseClient database;
    private final Templates templates;
    private final CanarySettings settings;
    private final Bell bell;

    Canary(DatabaseClient database, Templates templates, CanarySettings settings, Bell bell) {
        this.database = database;
        this.templates = templates;
        this.settings = settings;
        this.bell = bell;
    }

    Mono<Job.Found> step() {
        if (!settings.isOn()) {
            return Mono.just(Job.Found.NOTHING);
        }
        Template words = templates.newest("canary");
        return database.sql(SING)
                .bind("topic", settings.topic())
                .bind("template", words.code())
                .bind("version", words.version())
                .bind("every", settings.every().toMillis())
                .then()
                .then(database.sql(FORGET).bind("topic", settings.topic()).then())
                .doOnSuccess(sung -> ringAll())
                .thenReturn(Job.Found.NOTHING);
    }

    private void ringAll() {
        for (Lane lane : Lane.values()) {
            bell.ring(lane);
        }
    }
}
