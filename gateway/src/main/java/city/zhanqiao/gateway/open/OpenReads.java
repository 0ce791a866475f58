package city.zhanqiao.gateway.open;

import city.zhanqiao.gateway.open.OpenAnswer.Question;

import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.time.InstantSource;

/** Answers public reads from memory. Everything else goes its way. */
@Component
class OpenReads implements WebFilter, Ordered {

    private final OpenQuestions questions;
    private final OpenMemory memory;
    private final InstantSource clock;

    OpenReads(OpenQuestions questions, OpenMemory memory, InstantSource clock) {
        this.questions = questions;
        this.memory = memory;
        this.clock = clock;
    }

    /** Behind everything that may refuse. */
    @Override
    public int getOrder() {
        return -50;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return questions
                .find(exchange.getRequest())
                .map(question -> answer(exchange, question))
                .orElseGet(() -> chain.filter(exchange));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Question question) {
        question.row().tell(exchange);
        return memory.get(question).flatMap(answer -> write(exchange, answer));
    }

    private Mono<Void> write(ServerWebExchange exchange, OpenAnswer answer) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.tell(response.getHeaders(), clock.instant());
        if (answer.isKept() && exchange.checkNotModified(answer.etag())) {
            return response.setComplete();
        }
        response.getHeaders().setContentLength(answer.body().length);
        return exchange.getRequest().getMethod().equals(HttpMethod.HEAD)
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
    }
}
