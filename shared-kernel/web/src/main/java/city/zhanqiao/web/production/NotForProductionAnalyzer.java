package city.zhanqiao.web.production;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator which settings are meant, instead of a stack trace. */
final class NotForProductionAnalyzer extends AbstractFailureAnalyzer<NotForProduction> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NotForProduction refusal) {
        return new FailureAnalysis(
                String.valueOf(refusal.getMessage()),
                "Change them; docs/configuration.md explains each. Without the profile"
                        + " \"production\" the program starts with them.",
                refusal);
    }
}
