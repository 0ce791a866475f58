package city.zhanqiao.local;

import city.zhanqiao.local.identity.DemoPeople;
import city.zhanqiao.local.identity.DemoPerson;
import city.zhanqiao.local.identity.Issuer;
import city.zhanqiao.local.push.PushStandIn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What the stack says when it is ready: where to go, as whom, and a first line to paste. */
final class Announcement {

    private Announcement() {}

    static String of(
            Ports ports,
            Issuer issuer,
            PushStandIn push,
            DemoPeople people,
            List<ProcessHandle> processes) {
        return """

        栈桥 Zhanqiao is ready%s.

          API       http://localhost:%2$d  (read it at http://localhost:%2$d/docs)
          Log in    %3$s
          Pushes    %4$s

          Residents (password "%5$s")  %6$s
          Staff     (password "%5$s")  %7$s and %8$d more on the log-in page%9$s

        Try it:
          curl -s http://localhost:%2$d/open/v1/items

        Ctrl-C stops everything; the data stay. Start with -Dfresh to begin anew.
        """
                .formatted(
                        effort(processes),
                        ports.gateway(),
                        issuer.home(),
                        push.home(),
                        DemoPeople.PASSWORD,
                        people.residents().stream()
                                .map(DemoPerson::username)
                                .collect(Collectors.joining(" ")),
                        people.staff().stream()
                                .limit(STAFF)
                                .map(DemoPerson::username)
                                .collect(Collectors.joining(" ")),
                        people.staff().size() - STAFF,
                        issuer.hint());
    }

    /** Clerk, reviewer and decider of one department in one district. */
    private static final int STAFF = 3;

    private static String effort(List<ProcessHandle> processes) {
        String seconds =
                ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(start -> Duration.between(start, Instant.now()).toMillis() / 1000.0)
                        .map(" after %.1f s"::formatted)
                        .orElse("");
        String memory =
                MemoryUse.mebibytes(processes).stream()
                        .mapToObj(" with %d MiB of memory"::formatted)
                        .findFirst()
                        .orElse("");
        return seconds + memory;
    }
}
