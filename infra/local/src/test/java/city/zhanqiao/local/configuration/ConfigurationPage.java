package city.zhanqiao.local.configuration;

import city.zhanqiao.local.configuration.KnownSettings.Setting;
import city.zhanqiao.local.service.CityService;
import city.zhanqiao.local.service.CityServices;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md}. */
final class ConfigurationPage {

    private static final Set<String> KERNEL = Set.of("web", "data");

    private static final String HEAD =
            """
            # Configuration
            <!-- Written by ConfigurationPageTest out of the programs' metadata; do not edit. -->

            A setting is given as an environment variable (its name without dashes, dots as underscores, in capitals: `ZHANQIAO_IDENTITY_STAFF_JWKSURI`), in `SPRING_APPLICATION_JSON`, or as `--name=value`. Durations are written `300ms`, `5s`, `10m`, `8d`; sizes `20MB`; lists with commas. What is secret comes from the secret store and is never an argument, because everybody on a machine can read those.

            ## Needed by every production
            | setting | |
            |---|---|
            | `spring.profiles.active` | `production`; the images say so unless told otherwise |
            | `server.port`, `management.server.port` | requests; health and measurements, which no load balancer shows to the outside |
            | `zhanqiao.identity.{residents,staff,services}.{issuer,jwks-uri,audience}` | three issuers over HTTPS |
            | `zhanqiao.identity.client.{token-uri,client-id,client-secret}` | how the program gets its own token |
            | `zhanqiao.peers.<service>` | where each of the six services is |
            | `spring.data.redis.{host,port,password,ssl.enabled}` | Redis |
            | `spring.r2dbc.{url,username,password}`, `spring.flyway.{url,user,password}` | the service's own database; not the gateway |
            | `zhanqiao.encryption.{active-key,keys.<id>,lookup-key}` | keys for personal data, drawn with `openssl rand -base64 32`; not the gateway |
            | `zhanqiao.materials.store` and its place, `zhanqiao.materials.scan.host`, `zhanqiao.vouchers.public-address` | applications only |
            | `zhanqiao.attachments.store` and its place, `zhanqiao.attachments.scan.host` | notices only |
            | `management.opentelemetry.tracing.export.otlp.endpoint` | the collector of traces; none without it |

            ## Profiles
            `local` is for one machine, `production` for a city; `mainland` comes on top of production where the law of the mainland holds (see notifications). In `production` a program refuses to start, and names each setting, when it is told: an issuer, a key address or a token address that is missing, on this machine or without HTTPS; a client secret of fewer than 16 characters; an encryption key that somebody typed, that has the name of a development key or serves two uses; a peer on this machine; an address that leads pushes to a stand-in; a database password of development; for applications and notices no scanner of uploads or the development folder for them, for applications no public address.
            """;

    private final KnownSettings known;
    private final StringBuilder page = new StringBuilder(HEAD);

    private ConfigurationPage(KnownSettings known) {
        this.known = known;
    }

    static String of(KnownSettings known) throws IOException {
        ConfigurationPage page = new ConfigurationPage(known);
        page.profile("local");
        page.profile("production");
        page.ours();
        page.springs();
        return page.page.toString();
    }

    private void profile(String name) throws IOException {
        page.append(
                "\nWhat `%s` changes:\n\n| setting | value | |\n|---|---|---|\n".formatted(name));
        for (Map.Entry<String, String> one :
                properties("city/zhanqiao/web/production/%s.properties".formatted(name))
                        .entrySet()) {
            given(one.getKey(), one.getValue());
        }
    }

    private void ours() {
        Map<String, List<Setting>> byModule =
                known.ours().stream()
                        .filter(setting -> !setting.module().equals("local"))
                        .collect(
                                Collectors.groupingBy(
                                        this::module, TreeMap::new, Collectors.toList()));
        page.append("\n## The city's own settings\n");
        byModule.forEach((module, settings) -> {
            page.append("\n### %s\n".formatted(title(module)));
            page.append("| setting | type | default | |\n|---|---|---|---|\n");
            settings.stream().sorted(Comparator.comparing(Setting::name)).forEach(this::own);
        });
    }

    /** The kernel has parts of settings, such as a bucket, that belong to whoever uses them. */
    private String module(Setting setting) {
        return known.ours().stream()
                .filter(other -> !KERNEL.contains(other.module()))
                .filter(other -> setting.name().startsWith(other.family() + "."))
                .map(Setting::module)
                .findFirst()
                .orElse(setting.module());
    }

    private static String title(String module) {
        return switch (module) {
            case "web" -> "Every program";
            case "data" -> "Every service with a database";
            default -> module;
        };
    }

    private void own(Setting setting) {
        page.append(
                "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                setting.name(),
                                escaped(setting.shortType()),
                                setting.usual().isEmpty() ? "" : "`" + setting.usual() + "`",
                                escaped(setting.meaning())));
    }

    /** What the programs' own files say, so that nobody looks for a default in the wrong place. */
    private void springs() throws IOException {
        page.append("\n## What the programs say to themselves\n");
        defaults("Every program", "city/zhanqiao/web/server/defaults.properties");
        defaults("Every service with a database", "city/zhanqiao/data/defaults.properties");
        for (CityService program :
                CityServices.all().stream()
                        .sorted(Comparator.comparing(CityService::name))
                        .toList()) {
            table(program.name());
            yaml(program.name() + ".yml").forEach(this::given);
        }
    }

    private void defaults(String title, String file) throws IOException {
        table(title);
        properties(file).forEach(this::given);
    }

    private void table(String title) {
        page.append("\n### %s\n| setting | value | |\n|---|---|---|\n".formatted(title));
    }

    private void given(String name, String value) {
        page.append(
                "| `%s` | `%s` | %s |\n"
                        .formatted(
                                name,
                                value.replace("|", "\\|").strip(),
                                known.find(name)
                                        .filter(setting -> !setting.isOurs())
                                        .map(setting -> escaped(setting.meaning()))
                                        .orElse("")));
    }

    private static Map<String, String> properties(String file) throws IOException {
        return values(new ResourcePropertySource(new ClassPathResource(file)));
    }

    private static Map<String, String> yaml(String file) throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (PropertySource<?> document :
                new YamlPropertySourceLoader().load(file, new ClassPathResource(file))) {
            Map<String, String> of = values((EnumerablePropertySource<?>) document);
            String profile = of.remove("spring.config.activate.on-profile");
            of.forEach((name, value) ->
                    values.put(name, profile == null ? value : value + "` in `" + profile));
        }
        return values;
    }

    private static Map<String, String> values(EnumerablePropertySource<?> source) {
        Map<String, String> values = new LinkedHashMap<>();
        java.util.Arrays.stream(source.getPropertyNames())
                .sorted()
                .forEach(name -> values.put(name, String.valueOf(source.getProperty(name))));
        return values;
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("{@code ", "`")
                .replace("}", "`");
    }
}
