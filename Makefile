# Every way to run, test and keep this project. `make` alone lists them.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) site/manage.py
SOURCES := site tests

# Python itself, and what WeasyPrint opens at run time (libglib, fontconfig and harfbuzz come along).
RUN_PACKAGES := python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := $(RUN_PACKAGES) gettext chromium fonts-dejavu-core postgresql poppler-utils
# Whoever has Node or Java from elsewhere keeps them.
AUDIT_PACKAGES = $(RUN_PACKAGES) chromium $(if $(shell command -v npm),,nodejs npm) \
	$(if $(shell command -v java),,default-jre-headless)
AUDIT := tests/audit

# $(call debian,packages): install what is missing. Only root can; others get the line to run.
define debian
	@command -v dpkg-query >/dev/null || { \
	  echo "Máy này không phải Debian; hãy tự cài các gói tương đương: $(1)"; exit 0; }; \
	missing=; for package in $(1); do \
	  [ "$$(dpkg-query -W -f='$${db:Status-Status}' $$package 2>/dev/null || true)" = installed ] \
	    || missing="$$missing $$package"; done; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" != 0 ]; then \
	  echo "Còn thiếu gói của Debian. Hãy chạy dòng sau rồi làm lại:"; \
	  echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$$missing"; \
	  exit 1; fi; \
	echo "Đang cài gói của Debian:$$missing"; \
	install="apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends$$missing"; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$install >/dev/null 2>&1 || { apt-get -qq update && $$install >/dev/null; }
endef

.PHONY: help
help: ## Liệt kê các lệnh này
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: debian-run $(VENV)/.runtime ## Chạy trang với dữ liệu mẫu tại 127.0.0.1:8000 (đổi cổng: PORT=8123 make run)
	@PORT=$(PORT) exec $(MANAGE) serve

.PHONY: test
test: debian-test $(VENV)/.tests ## Kiểm tra tất cả: định dạng, lỗi mã, bản dịch, mọi phép thử trên SQLite và PostgreSQL
	@$(PY) -m tests.tools.everything

.PHONY: test-postgres
test-postgres: debian-test $(VENV)/.tests ## Chạy các phép thử trên một máy chủ PostgreSQL riêng, tự bật rồi tự tắt
	@$(PY) -m tests.tools.everything postgres

.PHONY: audit
audit: debian-audit $(VENV)/.tests $(AUDIT)/node_modules/.done ## Soi trang thật với xã mẫu: HTML đúng chuẩn (Nu), tốc độ và tiếp cận trên điện thoại (Lighthouse)
	@$(PY) -m tests.audit

.PHONY: bench-documents
bench-documents: debian-test $(VENV)/.tests ## Đo thời gian và bộ nhớ khi làm văn bản PDF, so với WeasyPrint không kèm phần mềm này
	@$(PY) -m tests.tools.bench_documents

.PHONY: lint
lint: $(VENV)/.tests ## Kiểm tra định dạng và lỗi mã, không sửa gì
	@$(PY) -m tests.tools.everything format lint

.PHONY: format
format: $(VENV)/.tests ## Sửa định dạng mã
	@$(VENV)/bin/ruff check --fix $(SOURCES)
	@$(VENV)/bin/ruff format $(SOURCES)

.PHONY: messages
messages: debian-test $(VENV)/.tests ## Gom câu chữ mới vào bản dịch tiếng Việt và biên dịch
	@$(PY) -m tests.tools.catalogue update
	@$(PY) -m tests.tools.package_catalogues update

.PHONY: lock
lock: $(VENV)/.runtime ## Ghi lại phiên bản chính xác của mọi gói Python vào các tệp .lock
	@$(PY) -m pip install -q "uv>=0.13,<1"
	@$(call compile,requirements.lock,--extra site)
	@$(call compile,requirements-test.lock,--extra site --group test -c requirements.lock)

# $(call compile,file,options): UPGRADE= keeps what is locked and only adds what is missing.
UPGRADE ?= --upgrade
compile = $(VENV)/bin/uv pip compile -q pyproject.toml -o $(1) $(2) $(UPGRADE) \
	--universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-config --no-emit-index-url --no-emit-find-links

.PHONY: demo
demo: debian-run $(VENV)/.runtime ## Nạp dữ liệu mẫu vào một cơ sở dữ liệu còn trống
	@$(MANAGE) migrate -v 0
	@$(MANAGE) load_demo

.PHONY: clean
clean: ## Xóa môi trường ảo và tệp tạm; không đụng đến cơ sở dữ liệu và tệp đã tải lên
	@rm -rf $(VENV) $(AUDIT)/node_modules dist build var/static .pytest_cache .ruff_cache .hypothesis
	@find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: debian-run debian-test debian-audit
debian-run:
	$(call debian,$(RUN_PACKAGES))
debian-test:
	$(call debian,$(TEST_PACKAGES))
debian-audit:
	$(call debian,$(AUDIT_PACKAGES))

# Exact versions with hashes too. The browser is Debian's: nothing is downloaded besides the packages.
$(AUDIT)/node_modules/.done: $(AUDIT)/package-lock.json
	@echo "Đang cài các gói của Node theo $< …"
	@cd $(AUDIT) && npm ci --silent --no-progress
	@touch $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Cần Python 3.11 trở lên; $(PYTHON) là $$($(PYTHON) -V 2>&1)."; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

# $(call install,file): exact versions, each checked against its hash.
define install
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Đang cài các gói Python theo $(1) …"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r $(1)
endef

$(VENV)/.runtime: requirements.lock | $(PY)
	$(call install,requirements.lock)
	@touch $@

# The test lock holds the runtime's packages too.
$(VENV)/.tests: requirements-test.lock | $(PY)
	$(call install,requirements-test.lock)
	@touch $@ $(VENV)/.runtime
