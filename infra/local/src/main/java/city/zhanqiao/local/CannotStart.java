package city.zhanqiao.local;

/** The stack cannot start; the message is the one sentence that says why and what to do. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    public CannotStart(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
