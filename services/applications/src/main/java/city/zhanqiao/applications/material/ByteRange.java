package city.zhanqiao.applications.material;

import city.zhanqiao.applications.material.Uploads.Upload;
import city.zhanqiao.city.problem.ProblemException;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a material a request carries (RFC 9110 §14.4, §14.5).
 *
 * @param first of its bytes, counted from 0; absent when it only asks to go on with what has come
 */
record ByteRange(Optional<Long> first, long total) {

    private static final Pattern FORM =
            Pattern.compile("bytes (?:(\\d{1,12})-(\\d{1,12})|\\*)/(\\d{1,12})");

    /**
     * @param header {@code Content-Range}
     * @param length {@code Content-Length}, negative if unknown
     */
    static ByteRange of(Optional<String> header, long length) {
        return header.map(ByteRange::parse).orElseGet(() -> whole(length));
    }

    private static ByteRange parse(String header) {
        Matcher parts = FORM.matcher(header);
        if (!parts.matches()) {
            throw invalid();
        }
        long total = Long.parseLong(parts.group(3));
        if (parts.group(1) == null) {
            return new ByteRange(Optional.empty(), total);
        }
        long first = Long.parseLong(parts.group(1));
        long last = Long.parseLong(parts.group(2));
        if (first > last || last >= total) {
            throw invalid();
        }
        return new ByteRange(Optional.of(first), total);
    }

    /** Without a range it is the whole, whose length has to be known. */
    private static ByteRange whole(long length) {
        if (length <= 0) {
            throw invalid();
        }
        return new ByteRange(Optional.of(0L), length);
    }

    private static ProblemException invalid() {
        return new ProblemException(MaterialProblem.UPLOAD_RANGE_INVALID);
    }

    boolean isBeginning() {
        return first.filter(at -> at == 0).isPresent();
    }

    /** Carries no bytes: what has come is to be looked at again. */
    boolean isQuestion() {
        return first.isEmpty();
    }

    boolean continues(Upload upload) {
        return upload.total() == total
                && first.map(at -> at == upload.received()).orElse(upload.isComplete());
    }
}
