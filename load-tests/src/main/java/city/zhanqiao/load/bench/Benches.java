package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Tool;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** All benches by their names. */
public final class Benches {

    private static final String EVERY = "all";

    private static final List<Bench> BENCHES =
            List.of(
                    new HotPlaceBench(),
                    new SoldOutBench(),
                    new OwnRecordBench(),
                    new DoorBench(),
                    new CostBench(),
                    new OpenReadBench(),
                    new OverloadBench(),
                    new LoadedBench(),
                    new ManyCasesBench(),
                    new NoticeReadBench(),
                    new NoticeScaleBench(),
                    new StormBench(),
                    new PushBench(),
                    new EmergencyBench(),
                    new SoakBench(),
                    new StreamBench(),
                    new RollingBench(),
                    new MillionBench());

    private Benches() {}

    /**
     * Runs the named benches one after the other, from the folder of this module.
     *
     * @return whether all floors were reached, or it was only about running
     */
    public static boolean run(String[] names, BenchSettings settings) {
        List<Bench> wanted = Arrays.stream(names).flatMap(name -> find(name).stream()).toList();
        Tool.require(
                wanted.stream()
                        .flatMap(bench -> bench.tools().stream())
                        .distinct()
                        .toArray(Tool[]::new));
        // Looked at once: afterwards it is the benches themselves that keep the machine busy.
        Machine machine = Machine.look(settings);
        return wanted.stream().map(bench -> run(bench, settings, machine)).toList().stream()
                .allMatch(reached -> reached);
    }

    private static boolean run(Bench bench, BenchSettings settings, Machine machine) {
        Path module = Path.of("").toAbsolutePath();
        System.out.println(bench.name());
        Report report = new Report(bench.name(), machine.circumstances(settings));
        try (Lab lab = Lab.start(module)) {
            bench.run(lab, settings, report);
        }
        boolean reached =
                report.finish(module.resolve(settings.smoke() ? "target/smoke" : "results"));
        return reached || settings.smoke();
    }

    private static List<Bench> find(String name) {
        if (name.equals(EVERY)) {
            return BENCHES;
        }
        return BENCHES.stream()
                .filter(bench -> bench.name().equals(name))
                .findFirst()
                .map(List::of)
                .orElseThrow(() ->
                        new CannotMeasure(
                                "There is no bench "
                                        + name
                                        + "; there are "
                                        + BENCHES.stream()
                                                .map(Bench::name)
                                                .collect(Collectors.joining(", "))));
    }
}
