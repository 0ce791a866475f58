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

    /** An answer that makes a paper needed: "are you a tenant?" */
    public record Condition(String question, JsonNode is) {
        boolean holdsFor(JsonNode answers) {
            return is.equals(answers.path(question));
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
