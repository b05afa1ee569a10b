{# A label reduced to what tells it from others: blanks, brackets, quotes and punctuation gone, lower case. #}
{% macro plain(text) -%}
    lower(regexp_replace({{ text }}, '[\s“”"‘’《》〈〉（）()【】\[\]、，,。．·:：;；…—\-－_/|]+', '', 'g'))
{%- endmacro %}
