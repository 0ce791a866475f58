package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.Wrk.Counted;

/**
 * What one turn of one side gave.
 *
 * @param perSecond what the figure counts
 * @param p50 milliseconds; 0 where the tool does not tell
 */
record Sample(double perSecond, double p50) {

    static Sample of(Counted counted) {
        return new Sample(counted.good() / counted.seconds(), counted.p50());
    }
}
