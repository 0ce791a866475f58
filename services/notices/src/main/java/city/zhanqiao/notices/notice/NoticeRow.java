package city.zhanqiao.notices.notice;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.notices.notice.Face.Expired;
import city.zhanqiao.notices.notice.Face.Published;
import city.zhanqiao.notices.notice.Face.Unpublished;
import city.zhanqiao.notices.notice.Face.Withdrawn;
import city.zhanqiao.notices.notice.Proposal.Scheduled;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How the states of a notice lie in their table, and what lists need of its content.
 *
 * @param proposal the next edition
 */
record NoticeRow(
        int edition,
        Optional<Content> content,
        Optional<Instant> publishedAt,
        Optional<Instant> endedAt,
        Optional<String> reason,
        Optional<Proposal> proposal) {

    static NoticeRow of(Notice notice) {
        return switch (notice.face()) {
            case Unpublished _ ->
                    new NoticeRow(
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            notice.proposal());
            case Published(int edition, Content content, Instant at) ->
                    new NoticeRow(
                            edition,
                            Optional.of(content),
                            Optional.of(at),
                            Optional.empty(),
                            Optional.empty(),
                            notice.proposal());
            case Withdrawn(int edition, Content content, Instant at, String why) ->
                    new NoticeRow(
                            edition,
                            Optional.of(content),
                            Optional.empty(),
                            Optional.of(at),
                            Optional.of(why),
                            notice.proposal());
            case Expired(int edition, Content content, Instant at) ->
                    new NoticeRow(
                            edition,
                            Optional.of(content),
                            Optional.empty(),
                            Optional.of(at),
                            Optional.empty(),
                            notice.proposal());
        };
    }

    Optional<Proposal.Stage> stage() {
        return proposal.map(Proposal::stage);
    }

    Optional<StaffId> writer() {
        return proposal.map(Proposal::writer);
    }

    Optional<StaffId> approver() {
        return scheduled().map(Scheduled::approver);
    }

    Optional<Instant> publishAt() {
        return scheduled().map(Scheduled::at);
    }

    Optional<Content.Kind> kind() {
        return content.map(Content::kind);
    }

    boolean isUrgent() {
        return kind().filter(Content.Kind.EMERGENCY::equals).isPresent();
    }

    String[] divisions() {
        return content.map(it ->
                        it.target().divisions().stream()
                                .map(DivisionCode::value)
                                .sorted()
                                .toArray(String[]::new))
                .orElseGet(() -> new String[0]);
    }

    String[] places() {
        Divisions all = Divisions.ofQingdao();
        return content.map(it ->
                        it.target().divisions().stream()
                                .flatMap(code -> all.pathTo(code).stream())
                                .map(division -> division.code().value())
                                .distinct()
                                .sorted()
                                .toArray(String[]::new))
                .orElseGet(() -> new String[0]);
    }

    UUID[] attachments() {
        return content.map(it ->
                        it.attachments().stream().map(Content.Attachment::id).toArray(UUID[]::new))
                .orElseGet(() -> new UUID[0]);
    }

    /** Divisions of the newest words, whether the public sees them yet or not. */
    String[] scope() {
        return proposal.map(Proposal::content).or(() -> content).stream()
                .flatMap(newest -> newest.target().divisions().stream())
                .map(DivisionCode::value)
                .sorted()
                .toArray(String[]::new);
    }

    String[] topics() {
        return sorted(content.map(it -> it.target().topics()).orElse(Set.of()));
    }

    String[] groups() {
        return sorted(content.map(it -> it.target().groups()).orElse(Set.of()));
    }

    String words() {
        return content.map(SearchWords::of).orElse("");
    }

    String[] pairs() {
        return SearchWords.pairs(words()).toArray(String[]::new);
    }

    private Optional<Scheduled> scheduled() {
        return proposal.filter(Scheduled.class::isInstance).map(Scheduled.class::cast);
    }

    private static String[] sorted(Set<String> codes) {
        return codes.stream().sorted().toArray(String[]::new);
    }
}
