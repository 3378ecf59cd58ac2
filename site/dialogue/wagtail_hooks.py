"""What the add-on adds to Wagtail's admin. Registers only; the work is done in ``desk``."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks

from .desk import (
    accounts,
    calendar,
    dashboard,
    directory,
    guards,
    log,
    menu,
    plan_import,
    publishing,
)
from .documents import uploads


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("doi-thoai/", include("dialogue.desk.urls"))]


@hooks.register("register_admin_viewset")
def desk_viewsets():
    return [
        directory.DepartmentViewSet(),
        directory.TopicViewSet(),
        directory.VillageViewSet(),
        directory.WordsViewSet(),
        calendar.CalendarViewSet(),
    ]


hooks.register("register_admin_menu_item", menu.desk_menu)
hooks.register("register_log_actions", log.register)
hooks.register("register_page_header_buttons", plan_import.import_button)
hooks.register("construct_homepage_panels", dashboard.arrange_front)
# After every app has put its items in.
hooks.register("construct_homepage_summary_items", dashboard.trim_summary, order=1000)
hooks.register("construct_help_menu", dashboard.trim_help, order=1000)
hooks.register("after_edit_setting", calendar.tell_recomputed)
hooks.register("before_serve_document", uploads.only_what_is_published)
hooks.register("before_delete_page", guards.guard_page_deletion)
hooks.register("before_create_page", guards.draft_first)
hooks.register("after_create_page", guards.warn_of_odd_characters)
hooks.register("after_create_page", guards.say_draft_first)
hooks.register("after_edit_page", guards.warn_of_odd_characters)
hooks.register("before_publish_page", guards.guard_publishing)
hooks.register("construct_page_action_menu", publishing.approval_first)
hooks.register("before_unpublish_page", guards.guard_unpublishing)
hooks.register("before_move_page", guards.guard_moving)
hooks.register("before_edit_page", guards.warn_of_problems)
hooks.register("before_bulk_action", guards.guard_bulk_action)
hooks.register("before_delete_user", guards.guard_user_deletion)
hooks.register("before_create_user", accounts.guard_rights)
hooks.register("before_edit_user", accounts.guard_rights)
hooks.register("before_bulk_action", accounts.guard_bulk_rights)
hooks.register("filter_form_submissions_for_user", guards.hide_sheets_from_stock_lists)


@hooks.register("insert_global_admin_js")
def vietnamese_slugs():
    return format_html('<script src="{}"></script>', static("dialogue/slug.js"))


@hooks.register("insert_global_admin_css")
def furniture():
    return format_html('<link rel="stylesheet" href="{}">', static("dialogue/furniture.css"))
