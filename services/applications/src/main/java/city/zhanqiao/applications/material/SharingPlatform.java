package city.zhanqiao.applications.material;

import city.zhanqiao.applications.material.Agencies.Answer.Absent;
import city.zhanqiao.applications.material.Agencies.Answer.Shared;
import city.zhanqiao.data.file.FileType;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.Set;

/** The city's platform by which agencies share, over HTTP. */
final class SharingPlatform implements Agencies {

    private static final Set<String> TYPES =
            Set.of(
                    MediaType.APPLICATION_JSON_VALUE,
                    FileType.PDF.mediaType(),
                    FileType.JPEG.mediaType(),
                    FileType.PNG.mediaType(),
                    FileType.OFD.mediaType());

    private final WebClient client;
    private final Duration timeout;

    SharingPlatform(WebClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public Mono<Answer> ask(Question question) {
        return client.post()
                .uri("/v1/papers")
                .bodyValue(question)
                .retrieve()
                .toEntity(byte[].class)
                .timeout(timeout)
                .map(SharingPlatform::toAnswer)
                .onErrorResume(
                        WebClientResponseException.class,
                        refused ->
                                refused.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                                        ? Mono.just(new Absent())
                                        : Mono.error(refused));
    }

    private static Answer toAnswer(ResponseEntity<byte[]> response) {
        MediaType type = response.getHeaders().getContentType();
        byte[] bytes = response.getBody();
        if (type == null || bytes == null || bytes.length == 0) {
            throw new IllegalStateException("an agency shared nothing readable");
        }
        String plain = type.getType() + "/" + type.getSubtype();
        if (!TYPES.contains(plain)) {
            throw new IllegalStateException("an agency shared the type " + plain);
        }
        return new Shared(plain, bytes);
    }
}
