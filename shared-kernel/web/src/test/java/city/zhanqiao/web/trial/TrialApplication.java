package city.zhanqiao.web.trial;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The trial service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({TrialController.class, TrialStaffController.class})
class TrialApplication {}
