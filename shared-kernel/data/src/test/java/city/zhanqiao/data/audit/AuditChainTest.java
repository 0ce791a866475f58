package city.zhanqiao.data.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.RequestId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.audit.AuditLog.Caused;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

class AuditChainTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Caller.Staff CLERK =
            new Caller.Staff(
                    new StaffId("s-clerk"),
                    Set.of(Role.CLERK),
                    new DepartmentCode("human-resources"),
                    Optional.of(new DivisionCode("370202")));

    private static TestDatabase place;
    private static TestRedis redis;
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        place = TestPostgres.newDatabase("audit");
        redis = TestRedis.start();
        context = TestService.start("test", Object.class, place.properties(), redis.properties());
    }

    @AfterAll
    static void stop() {
        context.close();
        redis.close();
    }

    @BeforeEach
    void begin() {
        unguarded("TRUNCATE audit; UPDATE audit_head SET seq = 0, seal = '\\x'");
    }

    @Test
    void sealsRowsWithinSecondsAndFindsThemIntact() {
        add(20);

        assertThat(verdict())
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class,
                        intact -> assertThat(intact.rows()).isEqualTo(20));
    }

    @Test
    void findsAChangedRow() {
        add(10);
        unguarded("UPDATE audit SET actor = 'somebody-else' WHERE seq = 4");

        assertThat(verdict()).isEqualTo(new AuditVerdict.Broken(4, 3));
    }

    @Test
    void isFoundWholeWhileRowsAreBeingSealed() {
        add(50);
        AuditChain chain = context.getBean(AuditChain.class);
        CompletableFuture<?> busy =
                Flux.range(0, 200).concatMap(n -> addOne(n).then(chain.step())).then().toFuture();
        do {
            assertThat(verdict()).isInstanceOf(AuditVerdict.Intact.class);
        } while (!busy.isDone());
        busy.join();
    }

    @Test
    void isVerifiedFromTheCommandLine() {
        add(5);
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        assertThat(VerifyAudit.verify(environment(), print(said))).isZero();
        unguarded("UPDATE audit SET purpose = 'another' WHERE seq = 3");
        assertThat(VerifyAudit.verify(environment(), print(said))).isEqualTo(1);
        assertThat(VerifyAudit.verify(Map.of(), print(said))).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("whole: 5 rows", "BROKEN at row 3", "SPRING_R2DBC_URL is not set");
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static Map<String, String> environment() {
        return Map.of(
                "SPRING_R2DBC_URL", place.properties().getOrDefault("spring.r2dbc.url", ""),
                "SPRING_R2DBC_USERNAME",
                        place.properties().getOrDefault("spring.r2dbc.username", ""),
                "SPRING_R2DBC_PASSWORD",
                        place.properties().getOrDefault("spring.r2dbc.password", ""));
    }

    @Test
    void findsARemovedRowAndARemovedEnd() {
        add(10);
        unguarded("DELETE FROM audit WHERE seq = 7");
        assertThat(verdict()).isEqualTo(new AuditVerdict.Broken(7, 6));

        unguarded("DELETE FROM audit WHERE seq >= 7");
        assertThat(verdict()).isEqualTo(new AuditVerdict.Broken(7, 6));
    }

    @Test
    void letsNobodyChangeOrDeleteARow() {
        add(1);

        assertThatThrownBy(() -> place.execute("UPDATE audit SET actor = 'x'"))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> place.execute("DELETE FROM audit"))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> place.execute("TRUNCATE audit"))
                .hasMessageContaining("never changed");
    }

    @Test
    void keepsWhoWhatAndTheRequest() {
        context.getBean(AuditLog.class)
                .add(
                        AuditEntry.read(
                                CLERK, "application.read", "a-1", new ResidentId("r-1"), "review"))
                .contextWrite(view -> view.put(RequestId.CONTEXT_KEY, "request-1"))
                .block(SOON);

        assertThat(
                        place.texts(
                                """
                                SELECT concat_ws('|', actor_kind, actor, roles, department, district,
                                                 action, subject, person, purpose, result, request_id)
                                  FROM audit
                                """))
                .containsExactly(
                        "staff|s-clerk|clerk|human-resources|370202|application.read|a-1|r-1|review|read|request-1");
    }

    @Test
    void addsManyRowsLikeEach() {
        AuditEntry office = AuditEntry.done(CLERK, "hall.close", "h-1");
        AuditEntry own =
                AuditEntry.done(
                                new Caller.Service("residents"),
                                "booking.hold",
                                "b-1",
                                new ResidentId("r-1"))
                        .forPerson(new ResidentId("r-2"));
        AuditLog log = context.getBean(AuditLog.class);
        log.addAll(List.of(new Caused(office, "request-1"), new Caused(own, ""))).block(SOON);

        assertThat(
                        place.texts(
                                """
                                SELECT concat_ws('|', actor_kind, actor, roles, department, district,
                                                 acting_for, action, subject, person, result, request_id)
                                  FROM audit ORDER BY id
                                """))
                .containsExactly(
                        "staff|s-clerk|clerk|human-resources|370202|hall.close|h-1|done|request-1",
                        "service|residents|r-2|booking.hold|b-1|r-1|done");
    }

    private static void add(int count) {
        Flux.range(1, count).flatMap(AuditChainTest::addOne, 8).blockLast(SOON);
        await().atMost(SOON)
                .until(() -> place.count("SELECT count(*) FROM audit WHERE seq IS NULL") == 0);
    }

    private static Mono<Void> addOne(int n) {
        return context.getBean(AuditLog.class)
                .add(
                        AuditEntry.done(
                                CLERK, "application.accept", "a-" + n, new ResidentId("r-" + n)));
    }

    private static AuditVerdict verdict() {
        return context.getBean(AuditChain.class).verify().blockOptional(SOON).orElseThrow();
    }

    private static void unguarded(String sql) {
        place.execute(
                "ALTER TABLE audit DISABLE TRIGGER USER; %s; ALTER TABLE audit ENABLE TRIGGER USER"
                        .formatted(sql));
    }
}
