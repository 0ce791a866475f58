package city.zhanqiao.applications.material;

import city.zhanqiao.city.problem.ProblemType;

/** What can be wrong with a material. */
public enum MaterialProblem implements ProblemType {
    MATERIAL_NOT_FOUND(404),
    /** An agency issues it: the city asks there, not the resident. */
    MATERIAL_NOT_ASKED(409),
    MATERIALS_MISSING(422),
    MATERIALS_CLOSED(409),
    FILE_NAME_INVALID(422),
    UPLOAD_RANGE_INVALID(400),
    /** Argument: how many bytes have come, where the upload goes on. */
    UPLOAD_OFFSET_WRONG(409),
    /** Argument: the most that is taken, in mebibytes. */
    UPLOAD_TOO_LARGE(413),
    CHECKSUM_INVALID(400),
    CHECKSUM_WRONG(422),
    MATERIAL_TYPE_NOT_TAKEN(415),
    MATERIAL_NAME_CONTRADICTS(422),
    MATERIAL_MALICIOUS(422),
    REUSE_NOT_AGREED(403);

    private final int status;

    MaterialProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.applications.problems";
    }
}
