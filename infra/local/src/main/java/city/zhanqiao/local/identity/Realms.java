package city.zhanqiao.local.identity;

import city.zhanqiao.local.identity.DemoPerson.DemoStaff;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The realms of {@code infra/containers/keycloak}, with all people of the demonstration in the
 * place of the few that live there.
 */
final class Realms {

    private static final JsonMapper JSON = new JsonMapper();

    /** Under which name an attribute of a user carries a claim, where the two differ. */
    private static final Map<String, String> ATTRIBUTES =
            Map.of("acr", "level", "name", "full_name");

    private Realms() {}

    /** Writes one file for each face. */
    static void write(Path from, Path to, DemoPeople people) throws IOException {
        Files.createDirectories(to);
        for (Face face : Face.values()) {
            String file = face.path() + "-realm.json";
            var realm = (ObjectNode) JSON.readTree(Files.readString(from.resolve(file)));
            if (face != Face.SERVICES) {
                realm.set("users", users(face, people));
            }
            Files.writeString(to.resolve(file), realm.toString());
        }
    }

    private static ArrayNode users(Face face, DemoPeople people) {
        ArrayNode users = JSON.createArrayNode();
        people.all()
                .filter(person -> person.face() == face)
                .forEach(person -> users.add(user(person)));
        return users;
    }

    private static ObjectNode user(DemoPerson person) {
        ObjectNode user =
                JSON.createObjectNode()
                        .put("id", person.subject())
                        .put("username", person.username())
                        .put("enabled", true);
        // As everybody has whom an administrator enters: the page for one's own account.
        user.putArray("realmRoles").add("default-roles-" + person.face().path());
        ArrayNode credentials = user.putArray("credentials");
        credentials.addObject().put("type", "password").put("value", DemoPeople.PASSWORD);
        if (person instanceof DemoStaff) {
            credentials
                    .addObject()
                    .put("type", "otp")
                    .put("secretData", "{\"value\":\"" + DemoPeople.SECOND_FACTOR + "\"}")
                    .put(
                            "credentialData",
                            "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,"
                                    + "\"algorithm\":\"HmacSHA1\"}");
        }
        ObjectNode attributes = user.putObject("attributes");
        // When they last proved who they are is the issuer's own to say.
        person.claims(Instant.EPOCH)
                .forEach((claim, value) -> {
                    if (!claim.equals("auth_time")) {
                        ArrayNode values =
                                attributes.putArray(ATTRIBUTES.getOrDefault(claim, claim));
                        (value instanceof List<?> all ? all : List.of(value))
                                .forEach(one -> values.add(one.toString()));
                    }
                });
        return user;
    }
}
