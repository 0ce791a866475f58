package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.rolling.RollingRestart;

import java.util.List;

/** Restarts and a change of keys that no resident notices. Not a race: one failure is too many. */
final class RollingBench implements Bench {

    @Override
    public String name() {
        return "rolling";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.HAPROXY);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        RollingRestart.run(lab).forEach(report::note);
    }
}
