package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;

import java.util.List;
import java.util.Map;

/** P6 for notices: the list of a district, one notice, and what has not changed. */
final class NoticeReadBench implements Bench {

    private static final int NOTICES = 2_000;

    @Override
    public String name() {
        return "p6-notices";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.WRK);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Place own = lab.place("notices");
        Program service = lab.notices(own);
        NoticeSeed.sow(own, NOTICES, 1);
        Program gateway = lab.gatewayBefore(Map.of("notices", service.base()), Map.of());
        OpenReadBench.compare(
                lab,
                settings,
                report,
                gateway.base(),
                "/open/v1/notices?division=370202&limit=20",
                "20 notices of a district at the gateway");
        OpenReadBench.compare(
                lab,
                settings,
                report,
                gateway.base(),
                "/open/v1/notices/" + NoticeSeed.anyPublic(own),
                "one notice at the gateway");
    }
}
