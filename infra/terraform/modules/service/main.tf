# One program of the city: its task, its roles, its place among the others, its scaling.

locals {
  id   = "${var.name}-${var.service}"
  logs = "/${var.name}/${var.service}"

  collector = yamlencode({
    receivers = {
      prometheus = {
        config = {
          scrape_configs = [{
            job_name        = var.service
            scrape_interval = "30s"
            metrics_path    = "/actuator/prometheus"
            static_configs  = [{ targets = ["127.0.0.1:${var.management_port}"] }]
          }]
        }
      }
      otlp = { protocols = { http = { endpoint = "127.0.0.1:4318" } } }
    }
    processors = { batch = { timeout = "30s" } }
    exporters = {
      awsemf = {
        namespace               = "Zhanqiao"
        log_group_name          = aws_cloudwatch_log_group.metrics.name
        log_stream_name         = "{TaskId}"
        dimension_rollup_option = "NoDimensionRollup"
        metric_declarations = [{
          dimensions            = [["service"], ["service", "lane"], ["service", "outcome"]]
          metric_name_selectors = ["^zhanqiao_.*"]
        }]
        resource_to_telemetry_conversion = { enabled = false }
      }
      awsxray = {}
    }
    service = {
      pipelines = {
        metrics = { receivers = ["prometheus"], processors = ["batch"], exporters = ["awsemf"] }
        traces  = { receivers = ["otlp"], processors = ["batch"], exporters = ["awsxray"] }
      }
    }
  })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.logs
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_cloudwatch_log_group" "metrics" {
  name              = "${local.logs}/metrics"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_key_arn
}

# Starts the task: takes its image, its secrets and opens its log. No other program's.
resource "aws_iam_role" "start" {
  name               = "${local.id}-start"
  assume_role_policy = local.assumed_by_tasks
}

# What the running program may do.
resource "aws_iam_role" "run" {
  name               = "${local.id}-run"
  assume_role_policy = local.assumed_by_tasks
}

locals {
  assumed_by_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "start" {
  name = "start"
  role = aws_iam_role.start.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "OwnImage"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ]
        Resource = [var.image_repository_arn]
      },
      {
        # This action knows no resource.
        Sid      = "RegistryLogIn"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = "*"
      },
      {
        Sid      = "OwnSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = var.secret_arns
      },
      {
        Sid      = "OpenSecrets"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = [var.secrets_key_arn]
      },
      {
        Sid      = "OwnLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.this.arn}:*"]
      },
    ]
  })
}

resource "aws_iam_role_policy" "run" {
  name = "run"
  role = aws_iam_role.run.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid      = "OwnMeasurements"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = [aws_cloudwatch_log_group.metrics.arn, "${aws_cloudwatch_log_group.metrics.arn}:*"]
      },
      {
        # These actions know no resource.
        Sid      = "Traces"
        Effect   = "Allow"
        Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        Resource = "*"
      },
    ], var.task_statements)
  })
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.id
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.start.arn
  task_role_arn            = aws_iam_role.run.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  volume {
    name = "tmp"
  }

  container_definitions = jsonencode([
    {
      name                   = var.service
      image                  = var.image
      essential              = true
      user                   = "10001:10001"
      readonlyRootFilesystem = true
      stopTimeout            = 60
      portMappings = [
        { name = "http", containerPort = var.port, protocol = "tcp", appProtocol = "http" },
        { name = "management", containerPort = var.management_port, protocol = "tcp" },
      ]
      mountPoints = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
      environment = [for key in sort(keys(var.environment)) : { name = key, value = var.environment[key] }]
      secrets     = [for key in sort(keys(var.secrets)) : { name = key, valueFrom = var.secrets[key] }]
      healthCheck = {
        command     = ["CMD", "/app/healthy"]
        interval    = 10
        timeout     = 5
        retries     = 3
        startPeriod = 90
      }
      linuxParameters = {
        initProcessEnabled = true
        capabilities       = { drop = ["ALL"] }
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.this.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "task"
          # A slow log must not stop a resident's request.
          mode            = "non-blocking"
          max-buffer-size = "25m"
        }
      }
    },
    {
      name                   = "collector"
      image                  = var.collector_image
      essential              = false
      readonlyRootFilesystem = true
      environment            = [{ name = "AOT_CONFIG_CONTENT", value = local.collector }]
      memory                 = 256
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.this.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "collector"
          mode                  = "non-blocking"
          max-buffer-size       = "1m"
        }
      }
    },
  ])
}

resource "aws_ecs_service" "this" {
  name            = var.service
  cluster         = var.cluster.arn
  task_definition = aws_ecs_task_definition.this.arn
  launch_type     = "FARGATE"
  desired_count   = var.tasks.least
  propagate_tags  = "SERVICE"

  # A new version comes up beside the old one; when it does not become ready, the old one stays.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = var.target_group_arn == null ? null : 120

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnets
    security_groups  = var.groups
    assign_public_ip = false
  }

  service_connect_configuration {
    enabled   = true
    namespace = var.namespace_arn

    service {
      port_name      = "http"
      discovery_name = var.service

      client_alias {
        dns_name = var.service
        port     = var.port
      }

      timeout {
        # Live streams stay open; requests have their own time-outs in the programs.
        idle_timeout_seconds        = 3600
        per_request_timeout_seconds = 0
      }
    }
  }

  dynamic "load_balancer" {
    for_each = var.target_group_arn == null ? [] : [var.target_group_arn]

    content {
      target_group_arn = load_balancer.value
      container_name   = var.service
      container_port   = var.port
    }
  }

  lifecycle {
    # Scaling changes it.
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this.name}"
  min_capacity       = var.tasks.least
  max_capacity       = var.tasks.most
}

resource "aws_appautoscaling_policy" "this" {
  name               = "${local.id}-${var.scaling.signal}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id

  target_tracking_scaling_policy_configuration {
    target_value = var.scaling.target
    # Quick up, slow down: nine o'clock comes in a minute and goes in an hour.
    scale_out_cooldown = 30
    scale_in_cooldown  = 600

    dynamic "predefined_metric_specification" {
      for_each = var.scaling.signal == "backlog" ? [] : [var.scaling.signal]

      content {
        predefined_metric_type = predefined_metric_specification.value == "cpu" ? "ECSServiceAverageCPUUtilization" : "ALBRequestCountPerTarget"
        resource_label         = predefined_metric_specification.value == "cpu" ? null : var.scaling.label
      }
    }

    dynamic "customized_metric_specification" {
      for_each = var.scaling.signal == "backlog" ? [1] : []

      content {
        metric_name = "zhanqiao_push_queued"
        namespace   = "Zhanqiao"
        statistic   = "Average"

        dimensions {
          name  = "service"
          value = var.service
        }
      }
    }
  }
}
