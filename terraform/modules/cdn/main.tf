locals {
  target_origin = var.second_origin == null ? "first" : "either"

  origins = merge(
    { first = var.origin.domain_name },
    var.second_origin == null ? {} : { second = var.second_origin },
  )

  managed = toset([
    for one in concat(var.ordered_cache_behaviors[*].cache_policy, [var.default_cache_behavior.cache_policy]) :
    one if startswith(one, "Managed-")
  ])

  cache_policy_ids = merge(
    { for name, one in aws_cloudfront_cache_policy.this : name => one.id },
    { for name, one in data.aws_cloudfront_cache_policy.managed : name => one.id },
  )
}

data "aws_cloudfront_cache_policy" "managed" {
  for_each = local.managed
  name     = each.key
}

resource "aws_cloudfront_cache_policy" "this" {
  for_each = var.cache_policies

  name        = each.key
  min_ttl     = each.value.min_ttl
  default_ttl = each.value.default_ttl
  max_ttl     = each.value.max_ttl

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_gzip = each.value.enable_accept_encoding_gzip

    cookies_config {
      cookie_behavior = length(each.value.cookies) == 0 ? "none" : "whitelist"
      dynamic "cookies" {
        for_each = length(each.value.cookies) == 0 ? [] : [each.value.cookies]
        content {
          items = cookies.value
        }
      }
    }

    headers_config {
      header_behavior = "whitelist"
      headers {
        items = each.value.headers
      }
    }

    query_strings_config {
      query_string_behavior = length(each.value.query_strings) == 0 ? "none" : "whitelist"
      dynamic "query_strings" {
        for_each = length(each.value.query_strings) == 0 ? [] : [each.value.query_strings]
        content {
          items = query_strings.value
        }
      }
    }
  }
}

resource "aws_cloudfront_origin_request_policy" "this" {
  for_each = var.origin_request_policies

  name = each.key

  cookies_config {
    cookie_behavior = length(each.value.cookies) == 0 ? "none" : "whitelist"
    dynamic "cookies" {
      for_each = length(each.value.cookies) == 0 ? [] : [each.value.cookies]
      content {
        items = cookies.value
      }
    }
  }

  headers_config {
    header_behavior = "whitelist"
    headers {
      items = each.value.headers
    }
  }

  query_strings_config {
    query_string_behavior = each.value.query_strings
  }
}

resource "aws_cloudfront_response_headers_policy" "this" {
  name = var.response_headers_policy.name

  remove_headers_config {
    dynamic "items" {
      for_each = var.response_headers_policy.remove_headers
      content {
        header = items.value
      }
    }
  }
}

# Keys of tokens, and what CloudFront shows to the origin: the function reads them.
resource "aws_cloudfront_key_value_store" "this" {
  name = var.name
}

resource "aws_cloudfrontkeyvaluestore_key" "hop" {
  key_value_store_arn = aws_cloudfront_key_value_store.this.arn
  key                 = "hop"
  value               = var.hop_secret
}

resource "aws_cloudfrontkeyvaluestore_key" "token_keys" {
  key_value_store_arn = aws_cloudfront_key_value_store.this.arn
  key                 = "token-keys"
  value               = var.token_keys
}

resource "aws_cloudfront_function" "viewer_request" {
  name                         = "${var.name}-${var.viewer_request_function}"
  runtime                      = "cloudfront-js-2.0"
  code                         = file("${var.functions_folder}/${var.viewer_request_function}.js")
  publish                      = true
  key_value_store_associations = [aws_cloudfront_key_value_store.this.arn]
}

resource "aws_cloudfront_distribution" "this" {
  comment         = var.name
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"

  dynamic "origin" {
    for_each = local.origins
    content {
      origin_id   = origin.key
      domain_name = origin.value

      custom_origin_config {
        http_port                = 80
        https_port               = var.origin.port
        origin_protocol_policy   = "https-only"
        origin_ssl_protocols     = ["TLSv1.2"]
        origin_read_timeout      = var.origin.origin_read_timeout
        origin_keepalive_timeout = var.origin.origin_keepalive_timeout
      }

      origin_shield {
        enabled              = var.origin.origin_shield
        origin_shield_region = var.origin_shield_region
      }
    }
  }

  dynamic "origin_group" {
    for_each = var.second_origin == null ? [] : ["either"]
    content {
      origin_id = origin_group.value

      failover_criteria {
        status_codes = var.origin.failover_status_codes
      }

      member {
        origin_id = "first"
      }

      member {
        origin_id = "second"
      }
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.ordered_cache_behaviors
    iterator = behavior
    content {
      path_pattern               = behavior.value.path_pattern
      target_origin_id           = contains(behavior.value.allowed_methods, "POST") ? "first" : local.target_origin
      allowed_methods            = behavior.value.allowed_methods
      cached_methods             = ["GET", "HEAD"]
      compress                   = behavior.value.compress
      viewer_protocol_policy     = "redirect-to-https"
      cache_policy_id            = local.cache_policy_ids[behavior.value.cache_policy]
      origin_request_policy_id   = aws_cloudfront_origin_request_policy.this[behavior.value.origin_request_policy].id
      response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id

      function_association {
        event_type   = "viewer-request"
        function_arn = aws_cloudfront_function.viewer_request.arn
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = local.target_origin
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = var.default_cache_behavior.compress
    viewer_protocol_policy     = "redirect-to-https"
    cache_policy_id            = local.cache_policy_ids[var.default_cache_behavior.cache_policy]
    origin_request_policy_id   = aws_cloudfront_origin_request_policy.this[var.default_cache_behavior.origin_request_policy].id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.viewer_request.arn
    }
  }

  dynamic "custom_error_response" {
    for_each = var.custom_error_responses
    content {
      error_code            = custom_error_response.value.error_code
      error_caching_min_ttl = custom_error_response.value.error_caching_min_ttl
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
