package city.zhanqiao.gateway;

import city.zhanqiao.web.test.ProblemTexts;

import org.junit.jupiter.api.Test;

class GatewayProblemTest {

    @Test
    void canBeToldInBothLanguages() {
        ProblemTexts.assertComplete(GatewayProblem.class);
    }
}
