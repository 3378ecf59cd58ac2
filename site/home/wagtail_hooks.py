"""What this site changes in Wagtail's admin."""

from wagtail import hooks


@hooks.register("construct_help_menu")
def keep_help_on_this_site(request, menu_items):
    """Wagtail's release notes and guide are foreign pages in English: no help to a clerk."""
    menu_items[:] = [item for item in menu_items if item.url.startswith(("/", "#"))]


@hooks.register("construct_reports_menu")
def leave_out_types_of_pages(request, menu_items):
    """The report on types of pages tells programmers' names: "dialogue.answerpage"."""
    menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]
