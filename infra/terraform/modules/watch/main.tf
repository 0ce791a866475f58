# What must wake somebody: the promises of the city, as alarms, and one page to look at.

variable "name" {
  type = string
}

variable "partition" {
  type = string
}

variable "region" {
  type = string
}

variable "account_id" {
  type = string
}

variable "logs_key_arn" {
  type = string
}

variable "cluster_name" {
  type = string
}

variable "services" {
  description = "Programs of the city and the fewest tasks of each."
  type        = map(number)
}

variable "database_id" {
  type = string
}

variable "database_storage_gib" {
  type = number
}

variable "cache_id" {
  type = string
}

variable "edge" {
  description = "Names under which CloudWatch counts requests."
  type        = object({ load_balancer = string, target_group = string, firewall = string })
}

variable "on_call_endpoint" {
  description = "HTTPS address of the paging service, or empty to subscribe by hand."
  type        = string
  default     = ""

  validation {
    condition     = var.on_call_endpoint == "" || startswith(var.on_call_endpoint, "https://")
    error_message = "Alarms leave over HTTPS only."
  }
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.logs_key_arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AlarmsPublish"
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com", "events.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms.arn
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_sns_topic_subscription" "on_call" {
  count = var.on_call_endpoint == "" ? 0 : 1

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "https"
  endpoint  = var.on_call_endpoint
}

locals {
  balancer = { LoadBalancer = var.edge.load_balancer }
  target   = { LoadBalancer = var.edge.load_balancer, TargetGroup = var.edge.target_group }
  database = { DBInstanceIdentifier = var.database_id }

  # One row an alarm: what is measured, from where it is bad, for how many minutes, and why it wakes.
  alarms = merge(
    {
      gateway-errors = {
        namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = local.target
        statistic = "Sum", above = 50, minutes = 5, missing = "notBreaching"
        why       = "Residents get errors from the gateway."
      }
      gateway-none = {
        namespace = "AWS/ApplicationELB", metric = "HealthyHostCount", dimensions = local.target
        statistic = "Minimum", below = 2, minutes = 2, missing = "breaching"
        why       = "Fewer than two gateways are ready: a restart would be seen."
      }
      gateway-slow = {
        namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.target
        statistic = "p99", above = 1.5, minutes = 5, missing = "notBreaching"
        why       = "One request in a hundred takes longer than 1.5 s."
      }
      balancer-errors = {
        namespace = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count", dimensions = local.balancer
        statistic = "Sum", above = 50, minutes = 5, missing = "notBreaching"
        why       = "Requests end at the load balancer."
      }
      database-disk = {
        namespace = "AWS/RDS", metric = "FreeStorageSpace", dimensions = local.database
        statistic = "Minimum", below = var.database_storage_gib * 1073741824 * 0.15, minutes = 5, missing = "breaching"
        why       = "Less than 15 % of the database's disk is free: a full disk stops every act."
      }
      database-busy = {
        namespace = "AWS/RDS", metric = "CPUUtilization", dimensions = local.database
        statistic = "Average", above = 80, minutes = 15, missing = "breaching"
        why       = "The database works at its limit."
      }
      database-memory = {
        namespace = "AWS/RDS", metric = "FreeableMemory", dimensions = local.database
        statistic = "Minimum", below = 268435456, minutes = 10, missing = "breaching"
        why       = "The database is short of memory."
      }
      redis-full = {
        namespace = "AWS/ElastiCache", metric = "DatabaseMemoryUsagePercentage", dimensions = { ReplicationGroupId = var.cache_id }
        statistic = "Maximum", above = 80, minutes = 10, missing = "notBreaching"
        why       = "Redis fills up; limits and live streams go the slower way soon."
      }
      redis-busy = {
        namespace = "AWS/ElastiCache", metric = "EngineCPUUtilization", dimensions = { ReplicationGroupId = var.cache_id }
        statistic = "Average", above = 80, minutes = 10, missing = "notBreaching"
        why       = "Redis has one thread, and it is nearly used up."
      }
      push-silent = {
        namespace = "Zhanqiao", metric = "zhanqiao_push_canary_silence_seconds", dimensions = { service = "notifications" }
        statistic = "Maximum", above = 1800, minutes = 5, missing = "notBreaching"
        why       = "A push channel has gone silent: its canary did not arrive."
      }
      push-late = {
        namespace = "Zhanqiao", metric = "zhanqiao_push_queued", dimensions = { service = "notifications" }
        statistic = "Maximum", above = 200000, minutes = 10, missing = "notBreaching"
        why       = "Messages wait faster than they leave."
      }
      attacks = {
        namespace = "AWS/WAFV2", metric = "BlockedRequests", dimensions = { WebACL = var.edge.firewall, Region = var.region, Rule = "ALL" }
        statistic = "Sum", above = 10000, minutes = 5, missing = "notBreaching"
        why       = "The firewall turns away a flood."
      }
    },
    { for service, least in var.services : "${service}-tasks" => {
      namespace = "ECS/ContainerInsights", metric = "RunningTaskCount", dimensions = { ClusterName = var.cluster_name, ServiceName = service }
      statistic = "Minimum", below = least, minutes = 5, missing = "breaching"
      why       = "Fewer tasks of ${service} run than agreed."
    } },
    { for service, least in var.services : "${service}-events-stuck" => {
      namespace = "Zhanqiao", metric = "zhanqiao_events_unnumbered_age_seconds", dimensions = { service = service }
      statistic = "Maximum", above = 60, minutes = 5, missing = "notBreaching"
      why       = "Events of ${service} wait in its log for more than a minute."
    } if service != "gateway" },
    { for service, least in var.services : "${service}-events-aside" => {
      namespace = "Zhanqiao", metric = "zhanqiao_events_aside", dimensions = { service = service }
      statistic = "Maximum", above = 0, minutes = 5, missing = "notBreaching"
      why       = "${service} could not take in an event of another service."
    } if service != "gateway" },
    { for service, least in var.services : "${service}-clock" => {
      namespace = "Zhanqiao", metric = "zhanqiao_clock_skew_seconds", dimensions = { service = service }
      statistic = "Maximum", above = 2, minutes = 5, missing = "notBreaching"
      why       = "The clock of ${service} is before that of the database: legal clocks would be wrong."
    } if service != "gateway" },
    { for service, least in var.services : "${service}-clock-behind" => {
      namespace = "Zhanqiao", metric = "zhanqiao_clock_skew_seconds", dimensions = { service = service }
      statistic = "Minimum", below = -2, minutes = 5, missing = "notBreaching"
      why       = "The clock of ${service} is behind that of the database: legal clocks would be wrong."
    } if service != "gateway" },
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.why
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  period              = 60
  evaluation_periods  = each.value.minutes
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = try(each.value.above, null) == null ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = try(each.value.above, each.value.below)
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# A backup or a failover that goes wrong does not show in any measurement.
resource "aws_db_event_subscription" "this" {
  name             = "${var.name}-database"
  sns_topic        = aws_sns_topic.alarms.arn
  source_type      = "db-instance"
  source_ids       = [var.database_id]
  event_categories = ["availability", "backup", "failover", "failure", "low storage", "recovery"]
}

locals {
  widgets = [
    { title = "Requests", metrics = [["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.edge.load_balancer]], stat = "Sum" },
    { title = "Errors", metrics = [for code in ["HTTPCode_Target_4XX_Count", "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"] : ["AWS/ApplicationELB", code, "LoadBalancer", var.edge.load_balancer]], stat = "Sum" },
    { title = "Time to answer, p99 (s)", metrics = [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.edge.load_balancer]], stat = "p99" },
    { title = "Turned away by the firewall", metrics = [["AWS/WAFV2", "BlockedRequests", "WebACL", var.edge.firewall, "Region", var.region, "Rule", "ALL"]], stat = "Sum" },
    { title = "CPU of programs (%)", metrics = [for service in sort(keys(var.services)) : ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", service]], stat = "Average" },
    { title = "Tasks", metrics = [for service in sort(keys(var.services)) : ["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", var.cluster_name, "ServiceName", service]], stat = "Minimum" },
    { title = "Database", metrics = [["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.database_id], ["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.database_id]], stat = "Average" },
    { title = "Redis", metrics = [["AWS/ElastiCache", "EngineCPUUtilization", "ReplicationGroupId", var.cache_id], ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "ReplicationGroupId", var.cache_id]], stat = "Average" },
    { title = "Events waiting (s)", metrics = [for service in sort(keys(var.services)) : ["Zhanqiao", "zhanqiao_events_unnumbered_age_seconds", "service", service] if service != "gateway"], stat = "Maximum" },
    { title = "Pushes waiting", metrics = [["Zhanqiao", "zhanqiao_push_queued", "service", "notifications"]], stat = "Maximum" },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [for index, widget in local.widgets : {
      type   = "metric"
      x      = index % 2 * 12
      y      = floor(index / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = widget.title
        metrics = widget.metrics
        stat    = widget.stat
        region  = var.region
        period  = 60
        view    = "timeSeries"
      }
    }]
  })
}

output "alarms" {
  value = keys(local.alarms)
}

output "topic_arn" {
  value = aws_sns_topic.alarms.arn
}
