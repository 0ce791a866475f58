package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.city.problem.ProblemException;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;

/** Another feature of this service that may object to a step, in its own words. */
public interface CaseCheck {

    /**
     * @param draft with the promise that was signed; at a window it is not stored yet
     * @param form as it will be handed in
     * @return what the applicant is told, or nothing
     */
    Mono<Optional<ProblemException>> toSubmission(Application draft, JsonNode form);

    /**
     * @param gaps what the clerk is about to ask for
     * @return what the clerk is told, or nothing
     */
    default Mono<Optional<ProblemException>> toCorrection(Application it, List<Gap> gaps) {
        return Mono.just(Optional.empty());
    }
}
