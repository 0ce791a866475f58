package city.zhanqiao.notifications.campaign;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.template.Templates;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Where publishers propose, approve, watch and stop campaigns. All acts run in a transaction. */
final class CampaignDesk {

    private static final String COLUMNS =
            """
            id, version, state, lane, broadcast, proposal::text AS proposal, proposer, approver,
            created_at, started_at, ended_at, residents, devices
            """;

    private static final String ADD =
            """
            INSERT INTO campaign (state, lane, proposal, proposer, per_second, created_at)
            VALUES ('PROPOSED', :lane, :proposal::jsonb, :proposer, :perSecond, :at)
            RETURNING id
            """;

    private static final String HOLD =
            "SELECT " + COLUMNS + " FROM campaign WHERE id = :id FOR UPDATE";

    private static final String FIND = "SELECT " + COLUMNS + " FROM campaign WHERE id = :id";

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM campaign WHERE (:before IS NULL OR id < :before) ORDER BY id DESC"
                    + " LIMIT :limit";

    private static final String APPROVE = "UPDATE campaign SET approver = :approver WHERE id = :id";

    /** It waits by the database's clock, however wrong this process's is. */
    private static final String SCHEDULE =
            """
            UPDATE campaign
               SET state = 'SCHEDULED', starts_at = now() + (:startAt - :at), version = version + 1
             WHERE id = :id
            """;

    /** Whoever comes first takes it, and nobody takes it twice. */
    private static final String TAKE_DUE =
            "SELECT "
                    + COLUMNS
                    + " FROM campaign WHERE state = 'SCHEDULED' AND starts_at <= now()"
                    + " ORDER BY starts_at LIMIT 1 FOR UPDATE SKIP LOCKED";

    private static final String CANCEL =
            """
            UPDATE campaign SET state = 'CANCELLED', ended_at = :at, version = version + 1
             WHERE id = :id
            """;

    private static final String SUBJECT = "SELECT subject FROM broadcast WHERE id = :broadcast";

    private final DatabaseClient database;
    private final Campaigns campaigns;
    private final Templates templates;
    private final AuditLog audit;
    private final JsonMapper json;
    private final InstantSource clock;

    CampaignDesk(
            DatabaseClient database,
            Campaigns campaigns,
            Templates templates,
            AuditLog audit,
            JsonMapper json,
            InstantSource clock) {
        this.database = database;
        this.campaigns = campaigns;
        this.templates = templates;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** Why an act is refused. */
    sealed interface Refusal {
        record NotFound() implements Refusal {}

        record UnknownDivision(String code) implements Refusal {}

        record Over() implements Refusal {}

        record SecondPerson() implements Refusal {}

        record InState(Campaign.State state) implements Refusal {}
    }

    /** Begins one; an emergency waits for a second person, anything else runs when it wants to. */
    Mono<Outcome<Campaign, Refusal>> propose(Caller.Staff proposer, Proposal proposal) {
        Optional<Refusal> refusal = refuse(proposer, proposal);
        if (refusal.isPresent()) {
            return Mono.just(Outcome.refused(refusal.get()));
        }
        return insert(proposer, proposal)
                .flatMap(id ->
                        (proposal.emergency() ? Mono.<Void>empty() : release(id, proposal))
                                .then(note(proposer, "campaign.propose", id))
                                .then(get(id)))
                .map(Outcome::done);
    }

    /** Lets a proposed emergency run. */
    Mono<Outcome<Campaign, Refusal>> approve(Caller.Staff approver, UUID id) {
        return hold(id).flatMap(campaign ->
                        refuseApproval(campaign, approver)
                                .map(CampaignDesk::refused)
                                .orElseGet(() ->
                                        database.sql(APPROVE)
                                                .bind("id", id)
                                                .bind("approver", approver.name())
                                                .then()
                                                .then(
                                                        release(
                                                                id,
                                                                campaign.proposal().orElseThrow()))
                                                .then(note(approver, "campaign.approve", id))
                                                .then(get(id))
                                                .map(Outcome::done)))
                .switchIfEmpty(refused(new Refusal.NotFound()));
    }

    /** Takes it back: out of all inboxes, and to no further device. Harmless the second time. */
    Mono<Outcome<Campaign, Refusal>> cancel(Caller.Staff staff, UUID id) {
        return hold(id).flatMap(campaign ->
                        campaign.state() == Campaign.State.CANCELLED
                                ? Mono.just(Outcome.<Campaign, Refusal>done(campaign))
                                : cancel(campaign)
                                        .then(note(staff, "campaign.cancel", id))
                                        .then(get(id))
                                        .map(Outcome::<Campaign, Refusal>done))
                .switchIfEmpty(refused(new Refusal.NotFound()));
    }

    /**
     * Lets one run whose time has come, in the caller's transaction: late when nobody ran then, and
     * not at all when it would be in vain.
     */
    Mono<Campaign> runNextDue() {
        return database.sql(TAKE_DUE)
                .map(this::toCampaign)
                .one()
                .flatMap(due -> runLate(due, due.proposal().orElseThrow()).thenReturn(due));
    }

    private Mono<Void> runLate(Campaign due, Proposal proposal) {
        return proposal.isInVain(clock.instant()) ? cancel(due) : run(due.id(), proposal);
    }

    Mono<Campaign> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(this::toCampaign).one();
    }

    Flux<Campaign> list(Optional<UUID> before, int limit) {
        return Columns.bind(database.sql(LIST).bind("limit", limit), "before", before, UUID.class)
                .map(this::toCampaign)
                .all();
    }

    private Mono<Campaign> get(UUID id) {
        return find(id);
    }

    private Mono<Campaign> hold(UUID id) {
        return database.sql(HOLD).bind("id", id).map(this::toCampaign).one();
    }

    private Mono<UUID> insert(Caller.Staff proposer, Proposal proposal) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("lane", proposal.lane().number())
                        .bind("proposal", json.writeValueAsString(proposal))
                        .bind("proposer", proposer.name())
                        .bind("at", Columns.timestamp(clock.instant()));
        return Columns.bind(add, "perSecond", proposal.perSecond(), Integer.class)
                .map(row -> Columns.get(row, "id", UUID.class))
                .one();
    }

    private Mono<Void> release(UUID id, Proposal proposal) {
        Instant now = clock.instant();
        return proposal.startAt()
                .filter(start -> start.isAfter(now))
                .map(start -> schedule(id, start, now))
                .orElseGet(() -> run(id, proposal));
    }

    private Mono<Void> schedule(UUID id, Instant start, Instant now) {
        return database.sql(SCHEDULE)
                .bind("id", id)
                .bind("startAt", Columns.timestamp(start))
                .bind("at", Columns.timestamp(now))
                .then();
    }

    private Mono<Void> run(UUID id, Proposal proposal) {
        return campaigns.tell(
                id, proposal.toBroadcast(id, templates, clock.instant()), proposal.lane());
    }

    private Mono<Void> cancel(Campaign campaign) {
        return database.sql(CANCEL)
                .bind("id", campaign.id())
                .bind("at", Columns.timestamp(clock.instant()))
                .then()
                .then(
                        Mono.justOrEmpty(campaign.broadcast())
                                .flatMap(this::getSubject)
                                .flatMap(campaigns::takeBack));
    }

    private Mono<String> getSubject(UUID broadcast) {
        return database.sql(SUBJECT)
                .bind("broadcast", broadcast)
                .map(row -> Columns.get(row, "subject", String.class))
                .one();
    }

    private Optional<Refusal> refuse(Caller.Staff proposer, Proposal proposal) {
        if (proposal.isInVain(clock.instant())) {
            return Optional.of(new Refusal.Over());
        }
        return proposal.divisions().stream()
                .sorted()
                .filter(code -> !isWithinReach(proposer, code))
                .findFirst()
                .map(Refusal.UnknownDivision::new);
    }

    /** A publisher of a district speaks to that district only. */
    private static boolean isWithinReach(Caller.Staff proposer, String code) {
        DivisionCode division = new DivisionCode(code);
        return Divisions.ofQingdao().find(division).isPresent()
                && proposer.district().map(own -> own.contains(division)).orElse(true);
    }

    private Optional<Refusal> refuseApproval(Campaign campaign, Caller.Staff approver) {
        if (campaign.state() != Campaign.State.PROPOSED) {
            return Optional.of(new Refusal.InState(campaign.state()));
        }
        if (campaign.proposer().equals(Optional.of(approver.name()))) {
            return Optional.of(new Refusal.SecondPerson());
        }
        return campaign.proposal().flatMap(proposal -> refuse(approver, proposal));
    }

    private Mono<Void> note(Caller.Staff staff, String action, UUID id) {
        return audit.add(AuditEntry.done(staff, action, id.toString()));
    }

    private static Mono<Outcome<Campaign, Refusal>> refused(Refusal refusal) {
        return Mono.fromSupplier(() -> Outcome.refused(refusal));
    }

    private Campaign toCampaign(Readable row) {
        return new Campaign(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "version", Long.class),
                Campaign.State.valueOf(Columns.get(row, "state", String.class)),
                Columns.get(row, "lane", Integer.class) == Lane.EMERGENCY.number(),
                Columns.find(row, "broadcast", UUID.class),
                Columns.find(row, "proposal", String.class)
                        .map(text -> json.readValue(text, Proposal.class)),
                Columns.find(row, "proposer", String.class),
                Columns.find(row, "approver", String.class),
                Columns.instant(row, "created_at"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                Columns.get(row, "residents", Long.class),
                Columns.get(row, "devices", Long.class));
    }

    private static Optional<Instant> instant(Readable row, String column) {
        return Columns.find(row, column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
    }
}
