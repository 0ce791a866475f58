package city.zhanqiao.data.audit;

import city.zhanqiao.data.database.Transactions;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;

/**
 * Verifies a whole audit chain from the command line, without the service: {@code java -cp …
 * VerifyAudit} with {@code SPRING_R2DBC_URL}, {@code SPRING_R2DBC_USERNAME} and {@code
 * SPRING_R2DBC_PASSWORD} in the environment. Prints one line and exits with 0 when the chain is
 * whole, 1 when it is broken and 2 when it could not be read.
 */
public final class VerifyAudit {

    private static final int WHOLE = 0;
    private static final int BROKEN = 1;
    private static final int UNREADABLE = 2;

    private VerifyAudit() {}

    public static void main(String[] arguments) {
        System.exit(verify(System.getenv(), System.out));
    }

    static int verify(Map<String, String> environment, PrintStream out) {
        try {
            // A command: its one thread waits for the verdict.
            var verdict = Objects.requireNonNull(chain(environment).verify().block());
            out.println(words(verdict));
            return verdict instanceof AuditVerdict.Intact ? WHOLE : BROKEN;
        } catch (RuntimeException fault) {
            out.println("The audit chain could not be read: " + fault.getMessage());
            return UNREADABLE;
        }
    }

    private static String words(AuditVerdict verdict) {
        return switch (verdict) {
            case AuditVerdict.Intact whole ->
                    "The audit chain is whole: %d rows, seal %s"
                            .formatted(whole.rows(), whole.seal());
            case AuditVerdict.Broken broken ->
                    "The audit chain is BROKEN at row %d; the last good one is %d"
                            .formatted(broken.brokenAt(), broken.intactUpTo());
        };
    }

    private static AuditChain chain(Map<String, String> environment) {
        ConnectionFactory database =
                ConnectionFactories.get(
                        ConnectionFactoryOptions.parse(needed(environment, "SPRING_R2DBC_URL"))
                                .mutate()
                                .option(
                                        ConnectionFactoryOptions.USER,
                                        needed(environment, "SPRING_R2DBC_USERNAME"))
                                .option(
                                        ConnectionFactoryOptions.PASSWORD,
                                        needed(environment, "SPRING_R2DBC_PASSWORD"))
                                .build());
        return new AuditChain(
                DatabaseClient.create(database),
                new Transactions(
                        TransactionalOperator.create(new R2dbcTransactionManager(database))));
    }

    private static String needed(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }
}
