"""Departments, topics, villages and forms of words: lists that the office keeps itself."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permission_policies.base import BasePermissionPolicy

from ..models import Department, FormOfWords, Topic, Village
from ..models.directory import occasions
from ..permissions import MANAGE_DIRECTORY, holds
from ..states import Role
from ..vietnamese import clean_line, search_fold
from .blanks import name_blanks
from .listing import ROWS_A_PAGE, BadgeColumn
from .log import CHANGED
from .people import person
from .records import HOME


class RolePolicy(BasePermissionPolicy):
    """Wagtail's "may they?" answered by roles. Nobody deletes: entries go out of use instead."""

    ALLOWED = frozenset({"add", "change", "view"})

    def __init__(self, model, roles):
        super().__init__(model)
        self.roles = roles

    def user_has_permission(self, user, action):
        return action in self.ALLOWED and holds(user, self.roles)

    def users_with_any_permission(self, actions):
        users = get_user_model().objects.filter(is_active=True)
        if not self.ALLOWED.intersection(actions):
            return users.none()
        return users.filter(groups__dialogue_role__role__in=self.roles).distinct()


class OfficeIndexView(generic.IndexView):
    """A list of entries, searched without diacritics in what ``searched`` names."""

    is_searchable = True
    searched = ("name",)
    sorted_by = "sort_key"
    template_name = "dialogue/desk/office/index.html"
    breadcrumbs_items = [HOME]

    @cached_property
    def columns(self):
        columns = super().columns
        columns[0].sort_key = self.sorted_by
        return columns

    def search_queryset(self, queryset):
        """Compare folded words in Python: these lists are short, and hold no folded column."""
        if not self.is_searching:
            return queryset
        wanted = search_fold(self.search_query).split()
        found = [row.pk for row in queryset if all(word in self._folded(row) for word in wanted)]
        return queryset.filter(pk__in=found)

    def _folded(self, row):
        return search_fold(" ".join(str(getattr(row, name)) for name in self.searched))


def _shown(value):
    """Return a field's value as the history shows it."""
    if hasattr(value, "all"):
        value = list(value.all())
    if isinstance(value, (list, tuple)) or hasattr(value, "model"):
        return ", ".join(_shown(one) for one in value)
    if isinstance(value, get_user_model()):
        return person(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


class OfficeEditView(generic.EditView):
    """The form of one entry; its history says what was changed from what to what."""

    breadcrumbs_items = [HOME]

    def _values(self):
        names = [n for n in self.form.fields if hasattr(self.model, n)]
        stored = self.model._default_manager.get(pk=self.object.pk)
        return {
            name: _shown(
                getattr(stored, f"get_{name}_display")()
                if hasattr(stored, f"get_{name}_display")
                else getattr(stored, name)
            )
            for name in names
        }

    def save_instance(self):
        before = self._values()
        instance = self.form.save()
        self.has_content_changes = self.form.has_changed()
        after = self._values()
        changes = [
            [str(self.model._meta.get_field(name).verbose_name), before[name], after[name]]
            for name in after
            if before[name] != after[name]
        ]
        log(
            instance=instance,
            action=CHANGED,
            data={"changes": changes},
            content_changed=self.has_content_changes,
        )
        return instance


class OfficeCreateView(generic.CreateView):
    breadcrumbs_items = [HOME]


class OfficeHistoryView(generic.history.HistoryView):
    breadcrumbs_items = [HOME]


class OfficeViewSet(ModelViewSet):
    """
    A list with forms for the holders of ``MANAGE_DIRECTORY``.

    There is no address to delete, copy or look up usage: an entry that records point to stays.
    """

    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = OfficeIndexView
    add_view_class = OfficeCreateView
    edit_view_class = OfficeEditView
    history_view_class = OfficeHistoryView
    list_per_page = ROWS_A_PAGE
    add_to_admin_menu = False
    REMOVED = frozenset({"delete", "usage"})

    @property
    def permission_policy(self):
        return RolePolicy(self.model, MANAGE_DIRECTORY)

    def get_permissions_to_register(self):
        """Offer nothing in the form of groups: the roles decide."""
        return Permission.objects.none()

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{"usage_url_name": None, "delete_url_name": None, **kwargs}
        )

    def get_urlpatterns(self):
        return [url for url in super().get_urlpatterns() if url.name not in self.REMOVED]


class NamedForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])


class DepartmentForm(NamedForm):
    """Offers the officers by name: whoever holds the role, and whoever is a member already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        users = get_user_model().objects.filter(
            is_active=True, groups__dialogue_role__role=Role.OFFICER
        )
        if self.instance.pk:
            users = users | get_user_model().objects.filter(dialogue_departments=self.instance)
        field = self.fields["members"]
        field.queryset = users.distinct().order_by("first_name", "last_name", "pk")
        field.label_from_instance = person


class WordsForm(WagtailAdminModelForm):
    """An occasion is chosen once, from those that have no words yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        used = set(FormOfWords.objects.values_list("occasion", flat=True))
        used.discard(self.instance.occasion)
        choices = [(key, label) for key, label in occasions() if key not in used]
        self.fields["occasion"] = forms.ChoiceField(
            choices=choices,
            label=capfirst(FormOfWords._meta.get_field("occasion").verbose_name),
            disabled=bool(self.instance.pk),
        )


def _in_use():
    return BadgeColumn(
        "active",
        label=_("Status"),
        accessor=lambda row: gettext("in use") if row.active else gettext("out of use"),
        tone=lambda row: "good" if row.active else "quiet",
    )


class DepartmentIndexView(OfficeIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("members")


class DepartmentViewSet(OfficeViewSet):
    model = Department
    name = "dialogue_departments"
    url_prefix = "doi-thoai/danh-muc/phong-ban"
    icon = "group"
    index_view_class = DepartmentIndexView
    list_display = [
        "name",
        Column(
            "members",
            label=_("Officers"),
            accessor=lambda row: ", ".join(person(user) for user in row.members.all()),
        ),
        _in_use(),
        UpdatedAtColumn(label=_("Updated")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("short_name"),
            FieldPanel("members", widget=forms.CheckboxSelectMultiple),
            FieldPanel("active"),
        ],
        base_form_class=DepartmentForm,
    )


class TopicIndexView(OfficeIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("usual_department")


class TopicViewSet(OfficeViewSet):
    model = Topic
    name = "dialogue_topics"
    url_prefix = "doi-thoai/danh-muc/linh-vuc"
    icon = "tag"
    index_view_class = TopicIndexView
    list_display = ["name", Column("usual_department", label=_("Usual department")), _in_use()]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("usual_department"), FieldPanel("active")],
        base_form_class=NamedForm,
    )


class VillageViewSet(OfficeViewSet):
    model = Village
    name = "dialogue_villages"
    url_prefix = "doi-thoai/danh-muc/thon"
    icon = "home"
    list_display = ["name", _in_use()]
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("active")], base_form_class=NamedForm)


class WordsIndexView(OfficeIndexView):
    searched = ("title", "text")
    sorted_by = "title"


class WordsViewSet(OfficeViewSet):
    model = FormOfWords
    name = "dialogue_words"
    url_prefix = "doi-thoai/danh-muc/mau-cau"
    icon = "edit"
    index_view_class = WordsIndexView
    list_display = [
        "title",
        Column("occasion", label=_("Occasion"), accessor=lambda row: row.occasion_label),
        UpdatedAtColumn(label=_("Updated")),
    ]
    edit_handler = ObjectList(
        [FieldPanel("occasion"), FieldPanel("title"), FieldPanel("text")],
        base_form_class=WordsForm,
    )
