package city.zhanqiao.web.problem;

import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.city.problem.ProblemType;

import org.springframework.http.HttpHeaders;

import java.util.List;

/**
 * What a fault is told as.
 *
 * @param headers that go with the status, such as {@code Allow}
 */
record Told(ProblemException problem, HttpHeaders headers) {

    static Told as(ProblemException problem) {
        return new Told(problem, HttpHeaders.EMPTY);
    }

    static Told as(ProblemType type) {
        return as(new ProblemException(type));
    }

    static Told as(ProblemType type, HttpHeaders headers) {
        return new Told(new ProblemException(type), headers);
    }

    static Told as(ProblemType type, List<FieldFault> faults) {
        return as(new ProblemException(type).withFaults(faults));
    }
}
