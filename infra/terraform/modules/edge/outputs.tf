output "address" {
  value = aws_lb.this.dns_name
}

output "group_id" {
  value = aws_security_group.this.id
}

output "target_group_arn" {
  # Only once a listener leads to it may a service register.
  value      = aws_lb_target_group.gateway.arn
  depends_on = [aws_lb_listener.https]
}

output "scaling_label" {
  value = "${aws_lb.this.arn_suffix}/${aws_lb_target_group.gateway.arn_suffix}"
}

output "dimensions" {
  description = "Names under which CloudWatch counts requests."
  value = {
    load_balancer = aws_lb.this.arn_suffix
    target_group  = aws_lb_target_group.gateway.arn_suffix
    firewall      = aws_wafv2_web_acl.this.name
  }
}

output "settings" {
  description = "What a reviewer asks about the way in, for tests."
  value = {
    tls_policy          = aws_lb_listener.https.ssl_policy
    plain_http          = aws_lb_listener.http.default_action[0].type
    deletion_protection = aws_lb.this.enable_deletion_protection
    firewall_rules      = [for rule in aws_wafv2_web_acl.this.rule : rule.name]
    health_path         = aws_lb_target_group.gateway.health_check[0].path
  }
}
