package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.pilots.assessment.Assessment.Correction;
import city.zhanqiao.pilots.assessment.Assessment.Decision;
import city.zhanqiao.pilots.assessment.Assessment.Kind;
import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.IndicatorProblems;
import city.zhanqiao.pilots.indicator.Period;
import city.zhanqiao.pilots.pilot.PilotId;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The pilot office's desk for assessments: freeze, decide, correct, report. */
@RestController
class AssessmentController {

    private static final String PATH = "/admin/v1/assessments";

    private final Assessing assessing;
    private final Assessments assessments;
    private final Reports reports;
    private final Idempotency idempotency;
    private final InstantSource clock;

    AssessmentController(
            Assessing assessing,
            Assessments assessments,
            Reports reports,
            Idempotency idempotency,
            InstantSource clock) {
        this.assessing = assessing;
        this.assessments = assessments;
        this.reports = reports;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Assess a round of pilots: count, judge, advise, and freeze it")
    Mono<ResponseEntity<Assessment>> assess(
            @Valid @RequestBody AssessmentRequest request, IdempotencyKey key, Caller.Staff staff) {
        AssessmentProblems.requireCity(staff);
        Optional<Period> period = request.period();
        return once(
                        new Act(staff, key, "assess round " + request.batch(), request),
                        assessing.assess(staff, request.batch(), request.kind(), period))
                .map(made -> ResponseEntity.created(URI.create(PATH + "/" + made.id())).body(made));
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "Assessments, newest first")
    Mono<AssessmentList> list(@RequestParam Optional<String> batch) {
        return assessments
                .list(batch)
                .map(AssessmentLine::of)
                .collectList()
                .map(AssessmentList::new);
    }

    @GetMapping(PATH + "/{id}")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "One assessment with its decisions and corrections")
    Mono<Assessment> one(@PathVariable UUID id, Caller.Staff staff) {
        AssessmentProblems.requireCity(staff);
        return assessing.find(id).map(found -> found.orElseThrow(AssessmentProblems::toProblem));
    }

    @PostMapping(PATH + "/{id}/decisions")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Record what was decided on a pilot; its move is proposed apart from that")
    Mono<Assessment> decide(
            @PathVariable UUID id,
            @Valid @RequestBody CourseRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        AssessmentProblems.requireCity(staff);
        return once(
                new Act(staff, key, "decide on assessment " + id, request),
                assessing.decide(id, request.toDecision(staff.id(), clock.instant()), staff));
    }

    @PostMapping(PATH + "/{id}/corrections")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Add what a figure should have been; the frozen one stays")
    Mono<Assessment> correct(
            @PathVariable UUID id,
            @Valid @RequestBody CorrectionRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        AssessmentProblems.requireCity(staff);
        return once(
                new Act(staff, key, "correct assessment " + id, request),
                assessing.correct(id, request.toCorrection(staff.id(), clock.instant()), staff));
    }

    @GetMapping(PATH + "/{id}/report")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "The report in Chinese, as a page, a PDF, a table or JSON")
    Mono<ResponseEntity<byte[]>> report(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "HTML") Reports.Format format,
            Caller.Staff staff) {
        AssessmentProblems.requireCity(staff);
        return assessing
                .find(id)
                .map(found -> found.orElseThrow(AssessmentProblems::toProblem))
                .flatMap(assessment -> reports.write(assessment, format))
                .map(bytes ->
                        ResponseEntity.ok()
                                .header("Content-Type", format.contentType())
                                .header("Content-Disposition", format.disposition(id))
                                .body(bytes));
    }

    private Mono<Assessment> once(Act act, Mono<Outcome<Assessment, Refusal>> step) {
        return idempotency
                .once(act, Assessment.class, step)
                .map(outcome -> outcome.orElseThrow(AssessmentProblems::toProblem));
    }

    /**
     * What is to be assessed.
     *
     * @param batch code of the round
     * @param from first month; the kind's own months if absent
     * @param to last month
     */
    record AssessmentRequest(
            @NotBlank String batch,
            @NotNull Kind kind,
            Optional<String> from,
            Optional<String> to) {

        Optional<Period> period() {
            return from.isEmpty() && to.isEmpty()
                    ? Optional.empty()
                    : Optional.of(IndicatorProblems.toPeriod(from.orElse(""), to.orElse("")));
        }
    }

    /**
     * A decision.
     *
     * @param paper the decision paper
     */
    record CourseRequest(
            @NotNull PilotId pilot,
            @NotNull Advice.Course course,
            @NotBlank @Size(max = 1000) String reason,
            @NotBlank @Size(max = 200) String paper) {

        Decision toDecision(StaffId author, Instant at) {
            return new Decision(pilot, course, reason, paper, author, at);
        }
    }

    /** A correction. */
    record CorrectionRequest(
            @NotNull PilotId pilot,
            @NotNull Indicator indicator,
            @NotNull Long numerator,
            @NotNull @PositiveOrZero Long denominator,
            @NotBlank @Size(max = 1000) String reason) {

        Correction toCorrection(StaffId author, Instant at) {
            return new Correction(pilot, indicator, numerator, denominator, reason, author, at);
        }
    }

    record AssessmentList(List<AssessmentLine> items) {}

    /** An assessment in a list. */
    record AssessmentLine(
            UUID id, String batch, Kind kind, String from, String to, Instant frozenAt) {

        static AssessmentLine of(Assessment assessment) {
            return new AssessmentLine(
                    assessment.id(),
                    assessment.batch(),
                    assessment.kind(),
                    assessment.snapshot().from(),
                    assessment.snapshot().to(),
                    assessment.frozenAt());
        }
    }
}
