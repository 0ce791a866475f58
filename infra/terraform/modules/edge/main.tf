# The way in: a firewall, TLS, the load balancer in three zones.

resource "aws_security_group" "this" {
  name        = "${var.name}-edge"
  description = "HTTPS from everywhere; HTTP only to be sent to HTTPS."
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "from_everywhere" {
  for_each = { https = 443, http = 80 }

  security_group_id = aws_security_group.this.id
  description       = "${each.key} from residents"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}

resource "aws_lb" "this" {
  name               = var.name
  load_balancer_type = "application"
  internal           = false
  subnets            = var.subnets
  security_groups    = [aws_security_group.this.id]

  enable_deletion_protection = true
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  # The live stream's heartbeat comes every 15 s.
  idle_timeout = 75
  # The gateway trusts the last entry of X-Forwarded-For and no other.
  xff_header_processing_mode = "append"

  access_logs {
    enabled = true
    bucket  = var.logs_bucket
    prefix  = "load-balancer"
  }
}

resource "aws_lb_target_group" "gateway" {
  name        = "${var.name}-gateway"
  vpc_id      = var.vpc_id
  target_type = "ip"
  protocol    = "HTTP"
  port        = var.port
  # Longer than the longest request, so that a stopping gateway finishes what it has.
  deregistration_delay          = 30
  load_balancing_algorithm_type = "least_outstanding_requests"

  health_check {
    port                = tostring(var.management_port)
    path                = "/actuator/health/readiness"
    matcher             = "200"
    interval            = 5
    timeout             = 3
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = var.certificate_arn
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.gateway.arn
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTP"
  port              = 80

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

locals {
  managed_rules = {
    AWSManagedRulesAmazonIpReputationList = { priority = 10, counted = [] }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 20, counted = [] }
    # Materials are larger than 8 KB; the gateway has its own limits of size for each path.
    AWSManagedRulesCommonRuleSet = { priority = 30, counted = ["SizeRestrictions_BODY"] }
    AWSManagedRulesSQLiRuleSet   = { priority = 40, counted = [] }
  }
}

resource "aws_wafv2_web_acl" "this" {
  name        = var.name
  description = "Known attacks and floods, before the gateway."
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "one-address"
    priority = 1

    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }

    statement {
      rate_based_statement {
        limit              = var.requests_per_address
        aggregate_key_type = "IP"
      }
    }

    visibility_config {
      metric_name                = "${var.name}-one-address"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  dynamic "rule" {
    for_each = local.managed_rules

    content {
      name     = rule.key
      priority = rule.value.priority

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key

          dynamic "rule_action_override" {
            for_each = rule.value.counted

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      # Samples would show what residents send.
      visibility_config {
        metric_name                = "${var.name}-${rule.key}"
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = false
      }
    }
  }

  visibility_config {
    metric_name                = var.name
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = aws_lb.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this.arn
}

# The firewall's log must carry this prefix.
resource "aws_cloudwatch_log_group" "firewall" {
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.firewall.arn]

  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }

  redacted_fields {
    query_string {}
  }

  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      condition {
        action_condition {
          action = "BLOCK"
        }
      }

      condition {
        action_condition {
          action = "COUNT"
        }
      }
    }
  }
}
