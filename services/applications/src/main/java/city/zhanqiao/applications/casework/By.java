package city.zhanqiao.applications.casework;

/** Who takes a step. */
enum By {
    APPLICANT,
    CLERK,
    REVIEWER,
    HEAD,
    DECIDER,
    CLOCK,
    /** The graph of the bundle. */
    GRAPH
}
