package city.zhanqiao.data.audit;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import reactor.core.publisher.Flux;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

class AuditPagesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Caller.Staff AUDITOR = staff("s-auditor", Role.AUDITOR);
    private static final Caller.Staff CLERK = staff("s-clerk", Role.CLERK);

    private static TestRedis redis;
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        context =
                TestService.start(
                        "paged",
                        Object.class,
                        TestPostgres.newDatabase("audit_pages").properties(),
                        redis.properties());
        Flux.range(0, 120)
                .concatMap(n ->
                        context.getBean(AuditLog.class)
                                .add(
                                        AuditEntry.read(
                                                n % 3 == 0 ? resident("r-1") : CLERK,
                                                "application.read",
                                                "a-" + n,
                                                new ResidentId("r-1"),
                                                "handling")))
                .blockLast(SOON);
    }

    @AfterAll
    static void stop() {
        context.close();
        redis.close();
    }

    @Test
    void showsEveryRowOnceThoughEachLookAddsOne() {
        AuditController audit = context.getBean(AuditController.class);
        List<String> seen = new ArrayList<>();
        Optional<UUID> cursor = Optional.empty();
        do {
            var page =
                    Objects.requireNonNull(
                            audit.list(Optional.of("r-1"), Optional.empty(), cursor, 50, AUDITOR)
                                    .block(SOON));
            page.items().forEach(row -> seen.add(row.subject()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.iterate(119, n -> n >= 0, n -> n - 1)
                                .mapToObj(n -> "a-" + n)
                                .toList());
    }

    @Test
    void tellsAResidentWhichOfficeLookedButNotWho() {
        AccessLogController log = context.getBean(AccessLogController.class);
        var page = Objects.requireNonNull(log.list("r-1", Optional.empty(), 200).block(SOON));

        assertThat(page.service()).isEqualTo("paged");
        assertThat(page.items()).hasSize(80).allMatch(look -> look.actorKind().equals("staff"));
        assertThat(page.items().getFirst().department()).contains("civil-affairs");
        assertThat(page.toString()).doesNotContain("s-clerk");
        var first = Objects.requireNonNull(log.list("r-1", Optional.empty(), 50).block(SOON));
        var second = Objects.requireNonNull(log.list("r-1", first.next(), 50).block(SOON));
        assertThat(second.items()).hasSize(30);
        assertThat(second.next()).isEmpty();
        assertThat(Objects.requireNonNull(log.list("r-2", Optional.empty(), 9).block(SOON)).items())
                .isEmpty();
    }

    private static Caller.Staff staff(String id, Role role) {
        return new Caller.Staff(
                new StaffId(id),
                Set.of(role),
                new DepartmentCode("civil-affairs"),
                Optional.empty());
    }

    private static Caller resident(String id) {
        return new Caller.Resident(
                new ResidentId(id), RealNameLevel.L2, Instant.EPOCH, Caller.Claimed.NOTHING);
    }
}
