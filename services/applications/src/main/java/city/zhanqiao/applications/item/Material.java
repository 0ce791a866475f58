package city.zhanqiao.applications.item;

import city.zhanqiao.applications.item.ItemDefinition.Text;
import city.zhanqiao.city.department.DepartmentCode;

import com.fasterxml.jackson.annotation.JsonIgnore;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * A paper the item needs.
 *
 * @param source who issues it
 * @param agency the issuing agency; what an agency issues and shares is never asked of a resident
 * @param when only for some answers; always, if absent
 */
public record Material(
        String code,
        Text name,
        Need need,
        Form form,
        Source source,
        Optional<DepartmentCode> agency,
        boolean shared,
        Optional<Condition> when) {

    public Material {
        // Versions published before there were any conditions say nothing of them.
        when = when == null ? Optional.empty() : when;
    }

    Material with(Need other) {
        return new Material(code, name, other, form, source, agency, shared, when);
    }

    /** Whether it is needed by somebody who gave these answers. */
    public boolean appliesTo(JsonNode answers) {
        return when.map(condition -> condition.holdsFor(answers)).orElse(true);
    }

    /** Whether the resident has to bring it. */
    @JsonIgnore
    public boolean isAsked() {
        return source == Source.APPLICANT && need != Need.OPTIONAL;
    }

    /**
     * The paper as the form of a bundle decides on it: nothing if the bundle itself answers the
     * question otherwise.
     */
    Optional<Material> in(Member member) {
        if (when.isEmpty()) {
            return Optional.of(this);
        }
        Condition condition = when.get();
        JsonNode preset = member.presets().get(condition.question());
        if (preset == null) {
            return Optional.of(when(Optional.of(condition.under(member))));
        }
        return condition.accepts(preset) ? Optional.of(when(Optional.empty())) : Optional.empty();
    }

    private Material when(Optional<Condition> other) {
        return new Material(code, name, need, form, source, agency, shared, other);
    }

    /**
     * What two members of a bundle need, once: as much as the one that needs it most, and for the
     * answers of both.
     *
     * @throws IllegalStateException if each needs it for other answers
     */
    Material and(Material other) {
        Material stronger = need == Need.REQUIRED || other.need == Need.OPTIONAL ? this : other;
        if (when.isEmpty() || other.when.isEmpty()) {
            return stronger.when(Optional.empty());
        }
        if (!when.equals(other.when)) {
            throw new IllegalStateException("paper %s has two conditions".formatted(code));
        }
        return stronger;
    }

    /**
     * An answer that makes a paper needed: "are you a tenant?"
     *
     * @param is the answer, or a list of answers of which one is enough
     */
    public record Condition(String question, JsonNode is) {
        boolean holdsFor(JsonNode answers) {
            return accepts(answers.path(question));
        }

        /** Of several answers to one question, one is enough, too. */
        private boolean accepts(JsonNode answer) {
            return answer.isArray() ? answer.valueStream().anyMatch(this::names) : names(answer);
        }

        private boolean names(JsonNode answer) {
            return is.isArray() ? is.valueStream().anyMatch(answer::equals) : is.equals(answer);
        }

        private Condition under(Member member) {
            return new Condition(member.answers().getOrDefault(question, question), is);
        }
    }

    /** How much a paper is needed; 容缺 papers may follow later. */
    public enum Need {
        REQUIRED,
        OPTIONAL,
        MAY_FOLLOW
    }

    /** The shape of a paper. */
    public enum Form {
        ORIGINAL,
        COPY,
        ELECTRONIC
    }

    /** Where a paper comes from. */
    public enum Source {
        APPLICANT,
        AGENCY
    }
}
