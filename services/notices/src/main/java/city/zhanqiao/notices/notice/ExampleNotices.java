package city.zhanqiao.notices.notice;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.notices.notice.Face.Published;
import city.zhanqiao.notices.notice.Proposal.Draft;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Made-up notices for real streets of the pilot districts, so that a stack which was just started
 * has something to show. They are marked in their titles, in the API and in CAP, and nobody is told
 * of them: no event, no push.
 */
final class ExampleNotices {

    private static final StaffId WRITER = new StaffId("s-example-writer");
    private static final StaffId APPROVER = new StaffId("s-example-approver");

    private final Notices notices;
    private final Transactions transactions;
    private final JsonMapper json;
    private final InstantSource clock;

    ExampleNotices(
            Notices notices, Transactions transactions, JsonMapper json, InstantSource clock) {
        this.notices = notices;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** Adds those that are not there yet; what became of the others stays as it is. */
    Mono<Void> add() {
        Instant now = clock.instant();
        return Flux.fromIterable(read())
                .concatMap(example ->
                        transactions.run(
                                publish(new NoticeId(example.id()), example.toContent(now), now)))
                .then();
    }

    private Mono<Version> publish(NoticeId id, Content content, Instant now) {
        return notices.addAs(id, content, WRITER, now)
                .map(_ -> approved(id, content, now))
                .flatMap(notice ->
                        notices.change(notice)
                                .map(outcome -> outcome.orElseThrow(ExampleNotices::fault))
                                .delayUntil(_ ->
                                        notices.keepEdition(
                                                id, (Published) notice.face(), WRITER, APPROVER))
                                .delayUntil(_ -> notices.moveBoard()));
    }

    /** The way that every notice takes. */
    private static Notice approved(NoticeId id, Content content, Instant now) {
        Outcome<Notice, Refusal> begun =
                Outcome.done(
                        new Notice(
                                id,
                                new Version(1),
                                new Face.Unpublished(),
                                Optional.of(new Draft(content, WRITER))));
        return begun.then(Notice::handIn)
                .then(notice -> notice.publish(APPROVER, now, now))
                .orElseThrow(ExampleNotices::fault);
    }

    private List<Example> read() {
        try (InputStream file = ExampleNotices.class.getResourceAsStream("examples.json")) {
            return List.of(
                    json.readValue(Objects.requireNonNull(file, "examples.json"), Example[].class));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static IllegalStateException fault(Refusal refusal) {
        return new IllegalStateException(refusal.toString());
    }

    /**
     * One as it stands in the file.
     *
     * @param days it is valid for from its publication
     */
    private record Example(
            UUID id,
            int days,
            Content.Kind kind,
            Content.Severity severity,
            Content.Urgency urgency,
            Content.Certainty certainty,
            Map<String, Content.Text> texts,
            Set<DivisionCode> divisions,
            Set<String> topics,
            Set<String> groups,
            Optional<Content.Place> place) {

        Content toContent(Instant now) {
            return new Content(
                    kind,
                    severity,
                    urgency,
                    certainty,
                    texts,
                    new Content.Target(divisions, topics, groups),
                    now,
                    now.plus(Duration.ofDays(days)),
                    place,
                    List.of(),
                    true);
        }
    }
}
