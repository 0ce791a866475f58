package city.zhanqiao.data.file;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

import java.time.Duration;
import java.util.Optional;

/** Keeps pieces as objects of a bucket, which encrypts them at rest with its own key. */
final class S3Store implements Store {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final S3Client client;
    private final String bucket;

    S3Store(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    static S3Store in(Bucket bucket) {
        S3ClientBuilder client =
                S3Client.builder()
                        .region(Region.of(bucket.region()))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(override -> override.apiCallTimeout(PATIENCE));
        return new S3Store(
                Optional.ofNullable(bucket.endpoint())
                        .map(endpoint -> client.endpointOverride(endpoint).forcePathStyle(true))
                        .orElse(client)
                        .build(),
                bucket.bucket());
    }

    @Override
    public Mono<Void> put(String key, byte[] piece) {
        return Mono.fromCallable(() ->
                        client.putObject(
                                request -> request.bucket(bucket).key(key),
                                RequestBody.fromBytes(piece)))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    @Override
    public Mono<byte[]> get(String key) {
        return Mono.fromCallable(() ->
                        client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                                .asByteArrayUnsafe())
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Mono<Void> remove(String key) {
        return Mono.fromCallable(
                        () -> client.deleteObject(request -> request.bucket(bucket).key(key)))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }
}
