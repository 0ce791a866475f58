package city.zhanqiao.applications.casework;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.casework.CaseFile.Correction;
import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.CaseFile.Extension;
import city.zhanqiao.applications.casework.CaseFile.Promise;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.applications.casework.CaseFile.Suspension;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.clock.ClockColour;
import city.zhanqiao.city.clock.StopReason;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Random lawful and unlawful acts, in any order and by anybody: what the table does not allow never
 * happens, and what must always hold does. The seed stands in the name of a failing case.
 */
class LifeCyclePropertyTest {

    private static final int CASES = 400;
    private static final int ACTS = 30;
    private static final CaseLimits.Limits LIMITS =
            new CaseLimits.Limits(5, Optional.of(20), Optional.empty(), 5);
    private static final List<StaffId> STAFF =
            List.of(new StaffId("s-1"), new StaffId("s-2"), new StaffId("s-3"));

    private final Map<CaseStep, Function<Application, Outcome<Application, Refusal>>> acts =
            new EnumMap<>(CaseStep.class);
    private Random random = new Random();
    private Instant now = Instant.EPOCH;
    private final CaseClock clocks = new CaseClock(WorkingCalendar::published, () -> now);

    @ParameterizedTest
    @ValueSource(longs = {1, 20260214, 424242})
    void keepsWhatMustAlwaysHold(long seed) {
        random = new Random(seed);
        knowTheActs();
        for (int n = 0; n < CASES; n++) {
            now = Instant.parse("2026-01-05T01:00:00Z").plus(Duration.ofDays(random.nextInt(200)));
            live(begun());
        }
    }

    private void live(Application begun) {
        Application it = begun;
        int corrections = 0;
        for (int n = 0; n < ACTS; n++) {
            CaseStep step = anyOf(CaseStep.values());
            if (!acts.containsKey(step)) {
                continue;
            }
            Application before = it;
            Outcome<Application, Refusal> outcome = acts.get(step).apply(before);
            boolean lawful = LifeCycle.next(before.state(), step) instanceof Outcome.Done;
            switch (outcome) {
                case Outcome.Refused<Application, Refusal> refused -> {}
                case Outcome.Done<Application, Refusal>(Application after) -> {
                    assertThat(lawful).as("%s in %s", step, before.state()).isTrue();
                    assertThat(LifeCycle.next(before.state(), step))
                            .isEqualTo(Outcome.done(after.state()));
                    corrections += step == CaseStep.REQUEST_CORRECTION ? 1 : 0;
                    it = after;
                }
            }
            assertAlways(it, corrections);
            now = now.plus(Duration.ofHours(random.nextInt(60)));
        }
    }

    private void assertAlways(Application it, int corrections) {
        assertThat(corrections).isEqualTo(it.corrections()).isLessThanOrEqualTo(1);
        if (it.state() == State.ISSUED) {
            assertThat(it.openPapers()).isEmpty();
            assertThat(it.result()).isPresent();
        }
        it.officers()
                .decider()
                .ifPresent(decider -> assertThat(it.officers().intake()).doesNotContain(decider));
        it.officers()
                .second()
                .ifPresent(second ->
                        assertThat(it.officers().reviewer()).isNotEqualTo(Optional.of(second)));
        for (CaseClock.Shown clock : clocks.show(it)) {
            assertThat(clock.remaining() < 0)
                    .as("%s is overdue exactly if red", clock)
                    .isEqualTo(clock.colour() == ClockColour.RED);
            assertThat(clock.remaining()).isEqualTo(clock.limit() - clock.used());
        }
        if (it.state() == State.SUSPENDED) {
            clocks.due(it).ifPresent(usedUp -> assertThat(usedUp.on()).isBeforeOrEqualTo(today()));
        }
        if (LifeCycle.ends().contains(it.state()) && it.state() != State.DELIVERED) {
            assertThat(clocks.show(it)).noneMatch(CaseClock.Shown::running);
        }
    }

    private void knowTheActs() {
        acts.put(CaseStep.SUBMIT, it -> it.intake().submit(receipt(), Optional.empty()));
        acts.put(
                CaseStep.REQUEST_CORRECTION,
                it -> it.intake().requestCorrection(anybody(), new Correction(List.of(), now), 15));
        acts.put(CaseStep.CORRECT, it -> it.intake().correct(now));
        acts.put(CaseStep.LAPSE, it -> it.intake().lapse(now));
        acts.put(
                CaseStep.ACCEPT,
                it -> it.promiseIsOpen() ? not(it) : it.intake().accept(anybody(), now, LIMITS));
        acts.put(
                CaseStep.ACCEPT_CONDITIONALLY,
                it -> it.promiseIsOpen() ? it.intake().accept(anybody(), now, LIMITS) : not(it));
        acts.put(CaseStep.DEEM_ACCEPTED, it -> it.intake().deemAccepted(now, LIMITS));
        acts.put(
                CaseStep.NOT_ACCEPT,
                it ->
                        it.intake()
                                .notAccept(
                                        anybody(),
                                        now,
                                        new Rejection(
                                                Rejection.Code.NOT_NEEDED,
                                                "无需办理",
                                                Optional.empty())));
        acts.put(CaseStep.TAKE_UP, it -> it.review().takeUp(anybody()));
        acts.put(CaseStep.SECOND_CHECK, it -> it.review().secondCheck(anybody()));
        acts.put(
                CaseStep.SUSPEND,
                it ->
                        it.review()
                                .suspend(
                                        new Suspension(
                                                StopReason.TESTING, today().plusDays(9), "检测"),
                                        today()));
        acts.put(CaseStep.RESUME, it -> it.review().resume(today()));
        acts.put(
                CaseStep.EXTEND, it -> it.review().extend(anybody(), new Extension(10, "复杂", now)));
        acts.put(CaseStep.SUPPLEMENT, it -> it.supplement(Set.of("p"), today()));
        acts.put(
                CaseStep.TRANSFER,
                it -> it.transfer(new DepartmentCode("transport"), it.facts().division()));
        acts.put(CaseStep.APPROVE, it -> it.review().approve(anybody(), now, random.nextBoolean()));
        acts.put(
                CaseStep.REFUSE,
                it -> it.review().refuse(anybody(), now, random.nextBoolean(), "不符"));
        acts.put(CaseStep.ISSUE, it -> it.issue("R1", now));
        acts.put(
                CaseStep.DELIVER,
                it -> it.deliver(new Delivery(Delivery.Way.POST, Optional.empty()), now));
        acts.put(CaseStep.WITHDRAW, it -> it.withdraw(now));
    }

    private Application begun() {
        Application draft =
                Application.draft(
                        new Facts(
                                new ApplicationId(new UUID(0, 1)),
                                new Version(1),
                                Facts.Kind.SINGLE,
                                new ResidentId("r"),
                                Optional.empty(),
                                Optional.empty(),
                                "x",
                                1,
                                Channel.ONLINE,
                                new DivisionCode("370202"),
                                new DepartmentCode("health"),
                                now,
                                Optional.empty(),
                                Optional.empty()));
        return random.nextBoolean()
                ? draft.promising(new Promise(List.of("p"), today().plusDays(5)))
                : draft;
    }

    private static Outcome<Application, Refusal> not(Application it) {
        return Outcome.refused(new Refusal.WrongState(it.state()));
    }

    private Receipt receipt() {
        return new Receipt("1", now, new DivisionCode("370202"));
    }

    private LocalDate today() {
        return CityTime.dateOf(now);
    }

    private StaffId anybody() {
        return STAFF.get(random.nextInt(STAFF.size()));
    }

    private <T> T anyOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
