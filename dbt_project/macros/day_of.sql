{# The day of a moment in the zone of the settings, whatever the zone of the machine or of who asks. #}
{% macro day_of(moment) -%}
    cast(timezone('{{ env_var('JIXIAO_ZONE', 'Asia/Shanghai') }}', {{ moment }}) as date)
{%- endmacro %}
