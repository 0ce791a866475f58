package city.zhanqiao.applications;

import city.zhanqiao.web.test.ApiContract;

import org.junit.jupiter.api.Test;

/** The API document as a contract; every answer that {@link City} sees is checked against it. */
class ContractTest {

    @Test
    void documentsEveryOperation() {
        ApiContract.of(City.get("", "/v3/api-docs").body().toString()).assertDocumented();
    }
}
