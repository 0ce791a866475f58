package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Tool;

import java.util.List;

/** Something that can be measured by name. */
sealed interface Bench
        permits CostBench,
                DoorBench,
                EmergencyBench,
                HotPlaceBench,
                LoadedBench,
                ManyCasesBench,
                MillionBench,
                NoticeReadBench,
                NoticeScaleBench,
                OpenReadBench,
                OverloadBench,
                OwnRecordBench,
                PushBench,
                RollingBench,
                SoakBench,
                SoldOutBench,
                StormBench,
                StreamBench {

    /** What it is called on the command line, and its file in {@code results}. */
    String name();

    /** What the machine needs. */
    List<Tool> tools();

    /** Measures and writes its rows. */
    void run(Lab lab, BenchSettings settings, Report report);
}
